"""A graph for the real server to run: it says again what it was told, or fails."""

import operator
from typing import Annotated, TypedDict

from langgraph.graph import END, START, StateGraph


class State(TypedDict):
    messages: Annotated[list[dict[str, str]], operator.add]


def echo(state: State) -> State:
    said = state["messages"][-1]["content"]
    if said == "fail":
        raise ValueError("told to fail")
    return {"messages": [{"role": "assistant", "content": said}]}


building = StateGraph(State)
building.add_node("echo", echo)
building.add_edge(START, "echo")
building.add_edge("echo", END)
graph = building.compile()
