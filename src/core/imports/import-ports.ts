import type { Clock, Random } from '../base/clock.ts';
import type { MediaLab } from '../media/media-lab.ts';
import type { Arrival, ImportProgress, SourceFile } from './import-job.ts';
import type { ImportRoom } from './import-room.ts';
import type { ImportSink } from './import-sink.ts';
import type { SourceKeeper } from './source-keeper.ts';

/** All that an import needs of the world. */
export interface ImportPorts<File extends SourceFile, Handle> {
  readonly sink: ImportSink;
  readonly lab: MediaLab<File>;
  readonly keeper: SourceKeeper<File, Handle>;
  /** The first `maxBytes` of a file at most. Rejects where the file cannot be read. */
  readonly readBytes: (file: File, maxBytes: number) => Promise<Uint8Array>;
  readonly clock: Clock;
  readonly random: Random;
  /** Pictures with more pixels are kept but not decoded. */
  readonly maxPixels: number;
  /** What the drive may take now; asked before each file. */
  readonly room: () => Promise<ImportRoom>;
  /** Ten times a second and job at most, and at each change of a job's state. Must not throw. */
  readonly onEvent: (progress: ImportProgress) => void;
  /** Once for each file that can be seen: as soon as it can. Must not throw. */
  readonly onArrival: (arrival: Arrival) => void;
  /** An error that nobody expected; the import goes on as well as it can. Must not throw. */
  readonly onDefect: (error: unknown) => void;
}
