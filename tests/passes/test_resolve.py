"""What no reader lets through, and fragments of several sources may still bring about."""

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Api, Content, Declaration, Operation, Response
from specloom.passes.merge import merge
from specloom.passes.resolve import resolve
from specloom.source import SourceFile, Span, Stretch

SPAN = Span(Stretch(SourceFile("page.md", b"text"), 0, 4))


def _api(*types: t.Type) -> Api:
    return Api(
        "K",
        "1",
        declarations=tuple(
            Declaration(f"schemas/{name}", name, type_)
            for name, type_ in zip("ABCD", types, strict=False)
        ),
    )


def test_a_dangling_reference() -> None:
    described = t.Notes(description="Whose it is.")
    answer = Response(
        "200",
        contents=(
            Content("application/json", t.Array(t.Ref("schemas/Aa", span=SPAN))),
        ),
    )
    operation = Operation("GET /", "GET", "/", responses=(answer,))
    api = _api(t.Object((t.Field("o", t.Ref("schemas/Gone", described, SPAN)),)))
    api = Api("K", "1", operations=(operation,), declarations=api.declarations)
    diagnostics = Diagnostics()
    resolved = resolve(api, diagnostics)
    assert [(it.code, it.span, it.message) for it in diagnostics] == [
        ("SL401", SPAN, "the reference leads to `Gone`, which is not declared"),
        ("SL401", SPAN, "the reference leads to `Aa`, which is not declared"),
    ]
    (declaration,) = resolved.declarations
    assert isinstance(declaration.type, t.Object)
    field = declaration.type.fields[0].type
    assert field == t.Any_(notes=described)
    assert isinstance(field, t.Any_) and field.cause == "SL401"
    (content,) = resolved.operations[0].responses[0].contents
    assert content.type == t.Array(t.Any_())


def test_a_discriminator_that_is_mapped_to_nothing() -> None:
    by = t.Discriminator(
        "kind", (("b", "schemas/B"), ("x", "schemas/X")), "schemas/Y", span=SPAN
    )
    api = _api(t.Union((t.Ref("schemas/B"),), by), t.Object(()))
    diagnostics = Diagnostics()
    resolved = resolve(api, diagnostics)
    assert [(it.code, it.span) for it in diagnostics] == [("SL403", SPAN)] * 2
    assert resolved.declarations[0].type == t.Union(
        (t.Ref("schemas/B"),), t.Discriminator("kind", (("b", "schemas/B"),))
    )


def test_what_is_right_stays_the_same_object() -> None:
    api = _api(t.Ref("schemas/B"), t.Object((t.Field("a", t.Ref("schemas/A")),)))
    diagnostics = Diagnostics()
    assert resolve(api, diagnostics) is api
    assert merge([api], diagnostics) is api
    assert not len(diagnostics)


def test_merging_renames_in_discriminators_and_assertions_too() -> None:
    def page(kind: t.Type) -> Api:
        by = t.Discriminator("k", (("b", "schemas/B"),), "schemas/B")
        reference: t.Json = {"$ref": "#/components/schemas/B"}
        notes = t.Notes(residual=(("not", {"anyOf": [reference]}),))
        return _api(t.Union((t.Ref("schemas/B"),), by, notes=notes), kind)

    merged = merge(
        [page(t.Primitive("string")), page(t.Primitive("integer"))], Diagnostics()
    )
    a, b, other_a, other_b = merged.declarations
    assert (a.id, b.id) == ("schemas/A", "schemas/B")
    assert (other_a.id, other_b.id) == ("schemas/A-K", "schemas/B-K")
    assert isinstance(other_a.type, t.Union)
    assert other_a.type.variants == (t.Ref("schemas/B-K"),)
    assert other_a.type.discriminator == t.Discriminator(
        "k", (("b", "schemas/B-K"),), "schemas/B-K"
    )
    assert other_a.type.notes.residual == (
        ("not", {"anyOf": [{"$ref": "#/components/schemas/B-K"}]}),
    )
