import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { queryWords } from '../../src/core/search/tokens.ts';
import { madeDocuments } from '../fixtures/search/made-documents.ts';
import { MADE_QUERIES, type MadeQuery } from '../fixtures/search/made-queries.ts';

/** What SQLite took over the same items. */
export interface NativeTimes {
  readonly buildMs: number;
  readonly loadMs: number;
  readonly bytes: number;
  readonly version: string;
  readonly queries: readonly {
    readonly sort: string;
    readonly ms: number;
    readonly total: number;
  }[];
}

/** Builds and asks an FTS5 table through Python's own SQLite; why not, where there is none. */
export const timeNative = async (
  items: number,
  rounds: number,
): Promise<NativeTimes | { readonly missing: string }> => {
  const child = spawn('python3', ['-c', SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = new Promise<string>((resolve) => child.on('error', (e) => resolve(e.message)));
  const documents = madeDocuments(items).map(
    ({ texts, tags, kind, takenMs, sizeBytes, rating }) => ({
      texts,
      tags,
      kind,
      takenMs,
      sizeBytes,
      rating,
    }),
  );
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify({ documents, rounds, queries: MADE_QUERIES.map(toSql) }));
  const answer = await Promise.race([text(child.stdout), failed.then((why) => ({ why }))]);
  if (typeof answer !== 'string') return { missing: answer.why };
  return JSON.parse(answer) as NativeTimes | { missing: string };
};

/** The same question: every word by its beginning, filters on the table of facts. Typing errors it does not know. */
const toSql = ({ sort, query }: MadeQuery) => ({
  sort,
  match: queryWords(query.text)
    .map(({ term }) => `"${term}"*`)
    .join(' AND '),
  where: [
    ...(query.tags ?? []).map((tag) => ['facts.tags like ?', `%\n${tag}\n%`]),
    ...(query.kind === undefined ? [] : [['facts.kind = ?', query.kind]]),
    ...(query.rating === undefined ? [] : [['facts.rating >= ?', query.rating]]),
    ...(query.from === undefined
      ? []
      : [['facts.taken >= ?', Date.parse(`${query.from}-01-01`)]]),
    ...(query.to === undefined
      ? []
      : [['facts.taken < ?', Date.parse(`${Number(query.to) + 1}-01-01`)]]),
  ],
});

/** FTS5 over the items and queries of standard input (one JSON object); times as JSON on standard output. */
const SCRIPT = `import json, os, sqlite3, sys, tempfile, time

given = json.load(sys.stdin)
path = os.path.join(tempfile.mkdtemp(), "search.sqlite")
base = sqlite3.connect(path)
try:
    base.execute(
        "create virtual table docs using fts5(title, name, tags, place, album, artist, description, camera,"
        " prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
    )
except sqlite3.OperationalError as error:
    print(json.dumps({"missing": str(error)}))
    sys.exit(0)
base.execute("create table facts(id integer primary key, kind text, taken real, size real, rating integer, tags text)")
start = time.perf_counter()
with base:
    base.executemany("insert into docs(rowid, title, name, tags, place, album, artist, description, camera) values (?,?,?,?,?,?,?,?,?)",
                     ([i, *d["texts"]] for i, d in enumerate(given["documents"])))
    base.executemany("insert into facts values (?,?,?,?,?,?)",
                     ([i, d["kind"], d["takenMs"], d["sizeBytes"], d["rating"] or 0, "\\n" + "\\n".join(d["tags"]) + "\\n"]
                      for i, d in enumerate(given["documents"])))
    base.execute("insert into docs(docs) values ('optimize')")
build = time.perf_counter() - start
base.close()
start = time.perf_counter()
base = sqlite3.connect(path)
base.execute("select count(*) from docs where docs match 'x'").fetchone()
load = time.perf_counter() - start
times = []
for turn in range(given["rounds"] + 1):
    for query in given["queries"]:
        words = query["match"]
        where, args = [], []
        if words:
            where.append("docs match ?")
            args.append(words)
        for clause, value in query["where"]:
            where.append(clause)
            args.append(value)
        source = "docs join facts on facts.id = docs.rowid" if words else "facts"
        order = "bm25(docs, 10, 9, 9, 7, 6, 6, 4.5, 4)" if words else "taken desc"
        clauses = " and ".join(where) or "1"
        start = time.perf_counter()
        total = base.execute(f"select count(*) from {source} where {clauses}", args).fetchone()[0]
        base.execute(f"select facts.id from {source} where {clauses} order by {order} limit 100", args).fetchall()
        if turn > 0:
            times.append({"sort": query["sort"], "ms": (time.perf_counter() - start) * 1000, "total": total})
print(json.dumps({"buildMs": build * 1000, "loadMs": load * 1000, "bytes": os.path.getsize(path), "queries": times,
                  "version": sqlite3.sqlite_version}))
`;
