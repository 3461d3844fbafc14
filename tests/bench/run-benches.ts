import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Measure } from './bench.ts';
import { isReached } from './bench.ts';
import { engines } from './engines.ts';
import { firstPage } from './first-page.ts';
import { firstPicture } from './first-picture.ts';
import { importPhotos } from './import-photos.ts';
import { integrity } from './integrity.ts';
import { largeFile } from './large-file.ts';
import { list10k } from './list-10k.ts';
import { missing100k } from './missing-100k.ts';
import { parity } from './parity.ts';
import { routes } from './routes.ts';
import { scroll100k } from './scroll-100k.ts';
import { search } from './search.ts';
import { start100k } from './start-100k.ts';
import { thumbnail4k } from './thumbnail-4k.ts';

/** What `npm run bench` hands in. */
export interface BenchRun {
  readonly args: string[];
  readonly root: string;
  /** 'Chromium 156.0.8078.79 …' */
  readonly chromium: string;
}

const BENCHES: readonly Bench[] = [
  firstPage,
  routes,
  thumbnail4k,
  engines,
  importPhotos,
  list10k,
  start100k,
  missing100k,
  firstPicture,
  scroll100k,
  largeFile,
  integrity,
  parity,
  search,
];

const USAGE = `npm run bench -- [--only NAME]… [--photos N] [--rounds N] [--list N] [--items N] [--gib N] [--json FILE]
NAME is one of ${BENCHES.map(({ name }) => name).join(', ')}.`;

/** Runs the benches that were asked for and prints a table; resolves to the exit status. */
export const runBenches = async ({ args, root, chromium }: BenchRun): Promise<number> => {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true },
      photos: { type: 'string', default: '60' },
      rounds: { type: 'string', default: '3' },
      list: { type: 'string', default: '10000' },
      items: { type: 'string', default: '100000' },
      gib: { type: 'string', default: '4' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const chosen = BENCHES.filter(({ name }) => values.only?.includes(name) ?? true);
  if (values.help === true || chosen.length === 0) {
    console.log(USAGE);
    return values.help === true ? 0 : 1;
  }
  const cache = join(root, '.cache', 'bench');
  await mkdir(cache, { recursive: true });
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${chromium}`;
  console.log(`${new Date().toISOString()}  ${machine}`);
  const options = {
    root,
    cache,
    photos: Number(values.photos),
    rounds: Number(values.rounds),
    listed: Number(values.list),
    items: Number(values.items),
    gib: Number(values.gib),
    say: (line: string) => console.log(`  ${line}`),
  };
  const measured: (Measure & { readonly bench: string })[] = [];
  const failures: string[] = [];
  for (const { name, run } of chosen) {
    console.log(`\n${name}`);
    try {
      for (const measure of await run(options)) measured.push({ bench: name, ...measure });
    } catch (error) {
      failures.push(name);
      console.error(error);
    }
  }
  console.log(`\n${toTable(measured)}`);
  if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
  if (values.json !== undefined) {
    const report = { at: new Date().toISOString(), machine, options, measured, failures };
    await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  return failures.length > 0 ? 1 : 0;
};

const toTable = (measured: readonly Measure[]): string => {
  const rows = measured.map((measure) => [
    measure.what,
    `${toText(measure.value)} ${measure.unit}`,
    measure.range === undefined ? '' : measure.range.map(toText).join(' – '),
    toAim(measure),
  ]);
  const table = [['what', 'median', 'range', 'aim'], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table
    .map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`)
    .toSpliced(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`)
    .join('\n');
};

const toText = (value: number): string =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

const toAim = (measure: Measure): string => {
  const { aim, unit } = measure;
  if (aim === undefined) return '';
  const wanted = 'atLeast' in aim ? `≥ ${aim.atLeast}` : `≤ ${aim.atMost}`;
  return `${wanted} ${unit}: ${isReached(measure) === true ? 'reached' : 'NOT reached'}`;
};
