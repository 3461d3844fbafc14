import {
  type GridLayout,
  type LayoutInput,
  type MadeLayout,
  layoutJustified,
} from './justified-layout.ts';

/** A layout that is asked for; the answer bears the same number. */
export interface LayoutJob {
  readonly number: number;
  readonly input: LayoutInput;
}

/** What became of a job. */
export interface LayoutDone {
  readonly number: number;
  readonly layout: GridLayout;
}

/** Answers jobs one after the other, each from what the one before left. */
export const createLayoutDesk = (): ((job: LayoutJob) => LayoutDone) => {
  let made: MadeLayout | null = null;
  return ({ number, input }) => {
    const layout = layoutJustified(input, made);
    made = { input, layout };
    return { number, layout };
  };
};

/** The blocks of a layout, of which a thread can copy or hand over each. */
export const blocksOf = (layout: GridLayout): readonly ArrayBuffer[] =>
  [
    layout.rowTops,
    layout.rowHeights,
    layout.rowFirsts,
    layout.headingTops,
    layout.headingLefts,
    layout.headingWidths,
    layout.lefts,
    layout.widths,
  ].map((column) => column.buffer as ArrayBuffer);

/** The same layout in blocks of its own. */
export const copyLayout = (layout: GridLayout): GridLayout => ({
  heightPx: layout.heightPx,
  rowTops: layout.rowTops.slice(),
  rowHeights: layout.rowHeights.slice(),
  rowFirsts: layout.rowFirsts.slice(),
  headingTops: layout.headingTops.slice(),
  headingLefts: layout.headingLefts.slice(),
  headingWidths: layout.headingWidths.slice(),
  lefts: layout.lefts.slice(),
  widths: layout.widths.slice(),
});
