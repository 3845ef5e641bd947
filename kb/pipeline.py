"""The order of the work: read, index, search parts, related, pages, publish. The only place that knows all rooms."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kb import lastbuild, uptodate, work
from kb.buildoptions import BuildResult, Options, refuse_missing
from kb.config import LISTS, read_settings, with_base_url
from kb.disk import close, readable
from kb.filedigests import FileDigests
from kb.forks import Runner, ahead, end_copies, ended, processors
from kb.model import Settings
from kb.onefile import load
from kb.perfile import PerFile
from kb.problems import IndexMissing, Problem, UsageError
from kb.progress import Stopwatch, Told, quiet
from kb.reading import read, stops
from kb.scan import Scanning
from kb.search.indexrecord import indexed
from kb.site.archive import archived
from kb.site.publish import Published, prepare, publish, refuse_foreign, standing
from kb.site.staging import Keep, Staging, in_memory
from kb.site.twin import adopt, kept, renew
from kb.site.twin import keep as keep_twin
from kb.sitefile import NOTHING, Earlier, File, Site
from kb.snapshot import Snapshot, looked_for, remember, returned, twinned
from kb.uptodate import NOT_LOOKED, Status
from kb.workers import Workers, uncollected

if TYPE_CHECKING:
    from concurrent.futures import Executor

_FAR = 2
"""Processes of a cluster: more than one, so that work goes there; it knows itself how many there are."""


class _Run(Struct, frozen=True):
    """What a build works with: who does the work, who reads a few files, what is known of them, and the watch.

    `made`: a scan of what the last build made, if one was begun.
    """

    workers: Workers
    reader: Runner | None
    seen: FileDigests
    stage: Stopwatch
    made: Scanning | None


def build(options: Options, told: Told = quiet, glanced: Status = NOT_LOOKED) -> BuildResult:
    """Check, index, render and publish; nothing is made when all is known and stands there already.

    `told` hears each stage as it begins. `glanced`: what was seen of it just now.
    With errors nothing is published: then `published` is None. KbError when it can't be done; what was published is
    untouched then too.
    """
    with ended():  # also what a glance began, when this fails before the work folder is held
        return _built(options, told, glanced)


def _built(options: Options, told: Told, glanced: Status) -> BuildResult:
    settings = read_settings()
    if options.base_url is not None:
        settings = with_base_url(settings, options.base_url)
    refuse_missing(options.content)
    _refuse_no_templates(options.templates)
    _refuse_archive_in_site(options)
    prepare(options.output, (options.content, options.templates, *_ours(options)))
    is_new = not options.output.exists()
    with work.hold(options.work):
        with readable():
            result = _held(options, settings, Stopwatch(told), glanced)
        if is_new and result.published:
            close(options.output)
        return result


def _held(options: Options, settings: Settings, stage: Stopwatch, glanced: Status) -> BuildResult:
    workers = Workers(options.jobs or processors())
    with workers, ended(), uncollected(), stage("total"):
        if options.fresh:
            refuse_foreign(options.output)  # before anything is forgotten
            with work.explained(options.work):
                work.clear(options.work)
        reader = _reader(options, workers)
        with stage("compare"):
            sources = uptodate.sources(options) if glanced.sources is None else glanced.sources
            run = _Run(workers, reader, FileDigests(options.work, glanced.stands), stage, glanced.made)
            made_of = _made_of(options, settings, run.seen)
            known, warned = _known(options, made_of) or (None, ())
            stands = known is not None and options.archive is None and known.site == standing(options.output)
        published = _again(replace(known, sources=sources), options, stage, stands=stands) if known else None
        if known is None or published is None:
            return _build(options, settings, lastbuild.LastBuild(made_of, sources=sources), run)
        return BuildResult(warned, known.practices, published, stage.seconds)


def _again(known: lastbuild.LastBuild, options: Options, stage: Stopwatch, *, stands: bool) -> Published | None:
    """The last site once more, by what is known of it; None where that can't be trusted any more."""
    if stands:
        published = Published(0, known.files, 0)
        with work.explained(options.work):
            twinned(options)
    else:
        with stage("publish"):
            if options.archive is None and (back := returned(options, known)):
                return back
        site = kept(options.work / work.SITE, known.site)
        if site is None:
            return None
        with stage("publish"):
            published = _publish(Site(site), options, NOTHING)
    with work.explained(options.work):
        remember(options, known, Snapshot().after(published, options))
    return published


def _ours(options: Options) -> tuple[Path, ...]:
    """The work folder, in which no site is published but the preview: others would be taken for what we remember."""
    return () if options.output == options.work / work.PREVIEW else (options.work,)


def _refuse_no_templates(templates: Path) -> None:
    if not templates.is_dir():
        raise UsageError(f"De map {templates} bestaat niet. Kies met --templates de map met sjablonen.")


def _made_of(options: Options, settings: Settings, seen: FileDigests) -> str:
    """The digest of all that the site is made of."""
    places = (options.content, LISTS, options.templates)
    told = lastbuild.digest(places, seen, lastbuild.code(), options.today, settings)
    with work.explained(options.work):
        seen.keep()
    return told


def _known(options: Options, made_of: str) -> tuple[lastbuild.LastBuild, tuple[Problem, ...]] | None:
    """The last build and what it warned of, if it was made of the same and its index still stands."""
    known = lastbuild.recall(options.work)
    warned = uptodate.warnings(options, known) if known else None
    if known is None or warned is None or known.made_of != made_of:
        return None
    from kb.search.index import open_index  # noqa: PLC0415 - Whoosh takes long to load, and is seldom needed here

    try:
        open_index(options.work / work.INDEX)
    except IndexMissing:
        return None
    return known, warned


def _build(options: Options, settings: Settings, begun: lastbuild.LastBuild, run: _Run) -> BuildResult:
    stands, stage = looked_for(options, run.made), run.stage
    was = indexed(options.work / work.INDEX)
    files = PerFile(
        options.work, lastbuild.code(), run.seen, run.workers, reader=run.reader, meanwhile=_making, indexed=was
    )
    with stage("read"), _readers(options, run.workers) as files.workers:
        outcome = read(options.content, options.today, files)
    files.workers = run.workers
    run.workers.rest()
    before = stands()
    if not before.files.digests:
        refuse_foreign(options.output)
    corpus = outcome.value
    if corpus is None or stops(outcome.problems, strict=options.strict):
        return BuildResult(outcome.problems, len(corpus.practices) if corpus else 0, None, stage.seconds)
    with _staging(options, before.files) as keep:
        site = _making().SiteMaker(corpus, files, before.files, options, settings, stage, keep).site()
        with stage("publish"):
            published = _publish(site, options, before.files)
    warned = lastbuild.keep_warnings(options.work, options.content, outcome.problems)
    known = replace(begun, practices=len(corpus.practices), files=len(site), warned=warned)
    with work.explained(options.work):
        remember(options, known, before.after(published, options))
    return BuildResult(outcome.problems, len(corpus.practices), published, stage.seconds)


def _making() -> ModuleType:
    """What makes a site of a corpus."""
    from kb import making  # noqa: PLC0415 - slow to load: that is done while others read

    return making


def _reader(options: Options, workers: Workers) -> Runner | None:
    """Who reads files where few changed: it loads what that takes while this process compares."""
    known = lastbuild.recall(options.work)
    if options.scheduler or known is None or workers.beside(known.practices) is None:
        return None
    return ahead(load)


@contextmanager
def _staging(options: Options, stood: Earlier) -> Iterator[Keep]:
    """How files are kept until they are published: of a site that is made anew, on the disk."""
    if stood.digests:
        yield in_memory
        return
    staging = Staging(_made(options))
    shutil.rmtree(staging.folder, ignore_errors=True)

    def kept(file: File) -> File:
        with work.explained(options.work):
            return staging.keep(file)

    try:
        yield kept
    except BaseException:
        end_copies()  # one that works on would make the folder again
        raise
    finally:
        shutil.rmtree(staging.folder, ignore_errors=True)


def _made(options: Options) -> Path:
    """Where a site is made anew; twin.py makes a twin there too, of a site of which not all is made."""
    return options.work / f"{work.SITE}.new"


@contextmanager
def _readers(options: Options, workers: Workers) -> Iterator[Workers]:
    """Who reads the files: this machine, or the cluster that was asked for."""
    if not options.scheduler:
        yield workers
        return
    with Workers(_FAR, partial(_cluster, options.scheduler)) as far:
        yield far


def _cluster(address: str, _jobs: int) -> "Executor":
    from kb.cluster import cluster  # noqa: PLC0415 - who has no cluster need not have the package for it

    return cluster(address)


def _publish(files: Site, options: Options, stood: Earlier) -> Published:
    """The files in the output folder, and a twin of it in the work folder."""
    twin = options.work / work.SITE
    with ExitStack() as stack:
        if options.archive is not None:
            stack.enter_context(archived(files, options.archive))
        done = renew(files, options.output, stood) if stood.digests else None
        if done is None:
            done = publish(files, options.output)
            with work.explained(options.work):
                if _made(options).is_dir() and not done.unchanged:
                    adopt(_made(options), options.output, twin)
                else:
                    keep_twin(options.output, twin)
        return done


def _refuse_archive_in_site(options: Options) -> None:
    """Refuse an archive that the next build would take for a file of somebody else."""
    if options.archive is not None and options.archive.resolve().is_relative_to(options.output.resolve()):
        raise UsageError(f"Het archief {options.archive} kan niet in de map van de site staan.")
