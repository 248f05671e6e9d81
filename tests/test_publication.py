"""What is written down with a version."""

from __future__ import annotations

from classifier.loading import load_model, open_registry
from classifier.publication import publish


def test_a_manifest_tells_what_the_words_depend_on(kept):
    manifest = kept.manifest(kept.resolve("small"))
    assert manifest["tokenizer"] == load_model("small", models=kept.root).tokenizer.identity()


def test_a_first_version_has_no_parent_and_a_second_has_the_first(kept, training):
    second = publish(training, kept, name="small")
    parents = [kept.manifest(version)["parent"] for version in kept.versions("small")]
    assert parents == [None, "small@1"]
    assert second.reference == "small@2"


def test_a_shipped_model_of_the_same_name_is_no_parent(training, tmp_path):
    registry = open_registry(tmp_path)
    version = publish(training, registry, name="default")
    assert registry.manifest(version)["parent"] is None
