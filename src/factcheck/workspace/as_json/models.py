"""Which judges there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.stance.catalogue import KnownModel
    from factcheck.stance.shelf import ShelvedModel


def models_as_dict(used: str, here: Sequence[ShelvedModel], known: Sequence[KnownModel]) -> dict[str, Any]:
    """The judge that a workspace uses, the models on this machine, and those that are best known for this."""
    return {"used": used, "here": [_shelved(one) for one in here], "known": [_known(one) for one in known]}


def _shelved(model: ShelvedModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "folder": str(model.folder),
        "bytes": model.size,
        "licence": model.licence,
        "origin": model.origin,
        "revision": model.revision,
    }


def _known(model: KnownModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "megabytes": model.megabytes,
        "licence": model.licence,
        "published_by_its_authors": model.published,
        "usable": model.usable,
    }
