import type { IconName } from './icons.ts';

/** A line of a menu. */
export interface MenuAction {
  readonly label: string;
  readonly icon: IconName;
  readonly isDanger?: boolean;
  run(): void;
}
