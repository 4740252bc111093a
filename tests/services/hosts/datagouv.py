"""www.data.gouv.fr (API 1 and 2) and static.data.gouv.fr, where its files really are."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import tables
from hosts import files
from made import lines
from replies import Reply, Request, json_reply, text_reply

STATIC = "https://static.data.gouv.fr/resources"
#: Faults of data that change the bytes of a file.
_IN_BYTES = ("renamed-column", "dropped-column", "added-column", "empty-array", "numbers-as-text",
             "zip-missing-member", "swapped-axes")  # fmt: skip


@dataclass(frozen=True)
class File:
    """One resource; `stamp` is the dated folder, which changes at each upload."""

    title: str
    format: str
    stamp: str
    name: str
    make: Callable[[Request], bytes]
    rid: str
    kind: str = "main"


@dataclass(frozen=True)
class Dataset:
    title: str
    organisation: str
    files: tuple[File, ...]
    source: str


def _rid(name: str) -> str:
    h = hashlib.sha1(name.encode()).hexdigest()
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-8{h[17:20]}-{h[20:32]}"


def _file(slug: str, title: str, format_: str, stamp: str, make: Callable[[Request], bytes],
          rid: str = "", name: str = "", kind: str = "main") -> File:  # fmt: skip
    return File(title, format_, stamp, name or title, make, rid or _rid(slug + title), kind)


def _rows(request: Request, rows: list[tables.Row]) -> list[tables.Row]:
    return tables.changed(tables.present(rows, request), request)


def _heat(request: Request) -> bytes:
    rows = _rows(request, files.heat_rows())
    return files.heat_archive(rows, request.faulty("zip-missing-member"))


def _roads(request: Request) -> bytes:
    rows = list(lines.national_roads())
    if request.faulty("empty-array"):
        rows = rows[:1]  # a shapefile keeps its columns
    return files.road_archive(tables.changed(rows, request), request.faulty("zip-missing-member"))


def _friches(request: Request) -> bytes:
    rows = files.brownfield_rows()
    return files.brownfield_gpkg(tables.changed(rows[:1] if request.faulty("empty-array") else rows,
                                                request))  # fmt: skip


def _old_heat(_request: Request) -> bytes:
    return files.heat_archive(files.heat_rows()[:3])


_FCU = "traces-des-reseaux-de-chaleur-et-de-froid"
_FRICHES = "sites-references-dans-cartofriches"
_RRN = "liaisons-du-reseau-routier-national"
_TI = "programme-territoires-dindustrie"
_DPF = "domaine-public-fluvial-france-entiere-sources-mydpf-cerema"

DATASETS = {
    _FCU: Dataset(
        "Tracés des réseaux de chaleur et de froid",
        "France Chaleur Urbaine",
        (
            # the older copies come first: never take a resource by its place
            _file(_FCU, "150626-opendata-fcu.zip", "zip", "20260615-090000", _old_heat,
                  kind="update"),
            _file(_FCU, "opendata-fcu.zip", "zip", "20260914-103127", _heat),
        ),
        "fcu",
    ),
    _FRICHES: Dataset(
        "Sites référencés dans Cartofriches",
        "Cerema",
        (
            _file(_FRICHES, "friches-standard-2026-04-15.csv", "csv", "20260429-124852",
                  lambda _r: files.brownfield_csv(files.brownfield_rows())),
            _file(_FRICHES, "friches-surfaces.gpkg", "gpkg", "20260429-125200", _friches,
                  "a9084493-e742-4a2f-890b-0ebc803098df"),
        ),
        "cartofriches-gpkg",
    ),
    _RRN: Dataset(
        "Liaisons du réseau routier national",
        "Ministère chargé des transports",
        (
            _file(_RRN, "Liaisons du RRN 2025 - métropole (shapefile)", "shp", "20250722-132905",
                  _roads, "90a65602-3ca4-41d7-bf7c-23d435c916e1",
                  "rrn-2025-metropole-shp.zip"),
        ),
        "rrn-liaisons",
    ),
    _TI: Dataset(
        "Programme Territoires d'industrie",
        "Agence nationale de la cohésion des territoires",
        (
            # the first phase under the same title: 149 territories
            _file(_TI, "Liste des territoires d'industrie", "csv", "20191115-150000",
                  lambda r: files.territory_groups(_rows(r, files.commune_rows(149))),
                  "a1aca2c0-5a34-4a21-82bf-74ff0daf16db", "liste-ti.csv"),
            _file(_TI, "liste-ti-com2023-20230802.csv", "csv", "20230802-130420",
                  lambda r: files.territory_groups(_rows(r, files.commune_rows(149)))),
            _file(_TI, "liste-ti-com2023-20240704.csv", "csv", "20240704-091848",
                  lambda r: files.territory_groups(_rows(r, files.commune_rows()))),
            _file(_TI, "liste-ti-grpt2023-20240704.csv", "csv", "20240704-091848",
                  lambda r: files.territory_groups(_rows(r, files.group_rows()))),
        ),
        "anct-ti",
    ),
    _DPF: Dataset(
        "Domaine public fluvial France entière (sources MyDPF Cerema)",
        "Cerema",
        (_file(_DPF, "dpf-france-shp.zip", "shp", "20251104-080000",
               lambda _r: files.water_archive()),),
        "dpf-cerema",
    ),
}  # fmt: skip

_BY_RID = {file.rid: (slug, file) for slug, d in DATASETS.items() for file in d.files}
_MADE: dict[tuple[str, tuple[tuple[str, str], ...]], bytes] = {}
_LOCK = threading.Lock()


def _parts(request: Request) -> list[str]:
    return [part for part in request.path.split("/") if part]


def sources(request: Request) -> tuple[str, ...]:
    for slug, dataset in DATASETS.items():
        if slug in request.path or _id(slug) in request.path:
            return (dataset.source,)
        if any(file.rid in request.path for file in dataset.files):
            return (dataset.source,)
    if request.path.startswith("/irep/"):
        return ("irep-2015",)
    return ()


def _id(slug: str) -> str:
    return hashlib.sha1(slug.encode()).hexdigest()[:24]


def content(request: Request, file: File) -> bytes:
    """The file's bytes, made once for each combination of faults."""
    key = (file.rid, tuple(sorted((n, a) for n, a in request.faults.items() if n in _IN_BYTES)))
    with _LOCK:
        if key not in _MADE:
            _MADE[key] = file.make(request)
        return _MADE[key]


def _stamp(request: Request, file: File) -> str:
    return "20261102-080000" if request.faulty("re-uploaded") else file.stamp


def _url(request: Request, slug: str, file: File) -> str:
    return f"{STATIC}/{slug}/{_stamp(request, file)}/{file.name}"


def _when(stamp: str) -> str:
    day, time = stamp.split("-")
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}.000000+00:00"


def _resource(request: Request, slug: str, file: File) -> dict[str, Any]:
    made = content(request, file)
    sum_ = hashlib.sha1(made).hexdigest()
    if request.faulty("checksum-mismatch"):
        sum_ = hashlib.sha1(made + b"?").hexdigest()
    checksum = None if request.faulty("checksum-null") else {"type": "sha1", "value": sum_}
    when = _when(_stamp(request, file))
    return {
        "id": file.rid,
        "title": file.title,
        "description": "Fichier synthétique, pour les essais seulement.",
        "type": file.kind,
        "format": file.format,
        "filetype": "file",
        "mime": "application/octet-stream",
        "url": _url(request, slug, file),
        "latest": f"https://www.data.gouv.fr/api/1/datasets/r/{file.rid}",
        "checksum": checksum,
        "filesize": len(made),
        "created_at": "2023-08-31T12:00:00.000000+00:00",
        "last_modified": when,
        "extras": {"analysis:last-modified-at": when, "check:available": True},
        "harvest": None,
        "internal": {"created_at_internal": when, "last_modified_internal": when},
        "schema": None,
    }


def answer(request: Request) -> Reply:
    if request.host == "static.data.gouv.fr":
        return _static(request)
    if request.host == "files.georisques.fr":
        if request.path == "/irep/2015.zip":
            return Reply(files.irep_archive(), kind="application/zip", validators=True)
        return text_reply("<html>404</html>", status=404)
    parts = _parts(request)
    if "r" in parts[:-1] and parts[-1] in _BY_RID:
        slug, file = _BY_RID[parts[-1]]
        return Reply(status=302, headers={"Location": _url(request, slug, file)}, kind="text/html")
    if len(parts) >= 4 and parts[:3] == ["api", "1", "datasets"]:
        return _dataset(request, parts[3])
    if len(parts) >= 4 and parts[:3] == ["api", "2", "datasets"]:
        return _version_2(request, parts)
    return json_reply({"message": "Not found"}, 404)


def _slug(name: str) -> str | None:
    return next((slug for slug in DATASETS if name in {slug, _id(slug)}), None)


def _dataset(request: Request, name: str) -> Reply:
    slug = _slug(name)
    if slug is None:
        return json_reply({"message": "The requested URL was not found on the server."}, 404)
    dataset = DATASETS[slug]
    resources = [_resource(request, slug, file) for file in dataset.files]
    if request.faulty("resource-gone"):
        resources = [r for r in resources if r["type"] == "update"]
    return json_reply(
        {
            "id": _id(slug),
            "slug": slug,
            "title": dataset.title,
            "organization": {"name": dataset.organisation},
            "license": "lov2",
            "frequency": "monthly",
            "archived": None,
            "deleted": None,
            "last_modified": max(r["last_modified"] for r in resources) if resources else None,
            "last_update": max(r["last_modified"] for r in resources) if resources else None,
            "resources": resources,
        }
    )


def _version_2(request: Request, parts: list[str]) -> Reply:
    if parts[3] == "search":
        words = request.get("q").casefold().split()
        found = [s for s, d in DATASETS.items() if all(w in d.title.casefold() for w in words)]
        data = [{"id": _id(s), "slug": s, "title": DATASETS[s].title} for s in found]
        return json_reply({"data": data, "page": 1, "page_size": 20, "total": len(data)})
    if parts[3] == "resources" and len(parts) > 4 and parts[4] in _BY_RID:
        slug, file = _BY_RID[parts[4]]
        return json_reply({"resource": _resource(request, slug, file), "dataset_id": _id(slug)})
    slug = _slug(parts[3])
    if slug and parts[4:5] == ["resources"]:
        data = [_resource(request, slug, file) for file in DATASETS[slug].files]
        return json_reply({"data": data, "page": 1, "page_size": 50, "total": len(data)})
    return json_reply({"message": "Not found"}, 404)


def _static(request: Request) -> Reply:
    parts = _parts(request)
    dataset = DATASETS.get(parts[1]) if len(parts) == 4 else None
    for file in dataset.files if dataset else ():
        # an older folder stays where it was: only the newest is announced
        if file.name == parts[3] and parts[2] in {file.stamp, _stamp(request, file)}:
            made = _spoilt(request, content(request, file))
            reply = Reply(made, kind="application/octet-stream", validators=True)
            day = _when(parts[2])
            reply.last_modified = _http_date(day)
            return reply
    return text_reply("<Error><Code>NoSuchKey</Code></Error>", "application/xml", 404)


def _http_date(iso: str) -> str:
    return format_datetime(datetime.fromisoformat(iso).astimezone(UTC), usegmt=True)


def _spoilt(request: Request, made: bytes) -> bytes:
    if request.faulty("corrupt-zip"):
        middle = len(made) // 3
        noise = bytes(b ^ 0x5A for b in made[middle : middle + 200])
        return made[:middle] + noise + made[middle + 200 :]
    if request.faulty("truncated-zip"):
        return made[: int(len(made) * 0.7)]
    if request.faulty("not-a-zip"):
        return b"<html><body>Fichier en cours de remplacement</body></html>"
    return made


HOSTS = {
    "www.data.gouv.fr": (answer, sources),
    "static.data.gouv.fr": (answer, sources),
    "files.georisques.fr": (answer, sources),
}
