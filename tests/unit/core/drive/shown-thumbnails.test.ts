import { expect, it } from 'vitest';
import type { MediaId } from '../../../../src/core/base/ids.ts';
import type { SourceFile } from '../../../../src/core/imports/import-job.ts';
import type { MediaLab } from '../../../../src/core/media/media-lab.ts';
import type { Priority } from '../../../../src/core/runtime/task-queue.ts';
import { createSimulatedMachine } from '../../../../src/platform/memory/simulated-machine.ts';
import { importFiles, startDrive } from '../../../simulation/drive/drive-world.ts';
import { memoryFile } from '../../../simulation/drive/simulated-lab.ts';

/** A lab of which is known how soon its results were wanted. */
const labNoting =
  (asked: Priority[]) =>
  (lab: MediaLab<SourceFile>): MediaLab<SourceFile> => ({
    ...lab,
    ingest: (job, options) => {
      asked.push(options.priority ?? 'NORMAL');
      return lab.ingest(job, options);
    },
  });

it('E5.10 a thumbnail that is lost and looked at is asked for as CRITICAL, an import is not', async () => {
  const asked: Priority[] = [];
  const plantInLab = labNoting(asked);
  const machine = createSimulatedMachine({ seed: 1 });
  const first = await startDrive(machine, { plantInLab });
  const { added } = await importFiles(first, '', [memoryFile('a.jpg')]);
  const [id = '' as MediaId] = added;
  await first.drive.originals.thumbnail(id, 128);
  expect(asked).toEqual(['NORMAL']);

  const later = machine.survive('crash', { seed: 2 });
  await later.disk.remove('derived');
  const { drive } = await startDrive(later, { plantInLab });
  expect((await drive.originals.thumbnail(id, 128)).bytes.length).toBeGreaterThan(0);
  expect(asked).toEqual(['NORMAL', 'CRITICAL']);
});
