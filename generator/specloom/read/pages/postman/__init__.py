"""Postman collections: requests that somebody keeps. `collection` is the reader."""
