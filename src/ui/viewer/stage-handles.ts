/** What the stages let the viewer do with them. */
import type { ZoomActs } from './stage-keys.ts';

/** A song on stage. */
export interface SoundHandle {
  togglePlay(): void;
  seconds(): number;
}

/** A film on stage. */
export interface FilmHandle extends SoundHandle {
  /** A key that was pressed outside of the player; says whether it was for it. */
  onViewerKey(event: KeyboardEvent): boolean;
}

/** Whatever is on stage. */
export interface StageHandle {
  /** The photo's zoom, `null` where something else is on stage. */
  zoom(): ZoomActs | null;
  togglePlay(): void;
  /** Whether the key was the player's. */
  onPlayerKey(event: KeyboardEvent): boolean;
  /** Where a film or a song stands, `null` for others. */
  seconds(): number | null;
}

/** One of two that are compared. */
export interface PaneHandle {
  zoom(): ZoomActs | null;
}
