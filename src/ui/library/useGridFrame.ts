import { inject, onScopeDispose, shallowRef, watch } from 'vue';
import { layoutList } from '../../core/layout/list-layout.ts';
import {
  NO_LAYOUT,
  type GridLayout,
  type LayoutInput,
} from '../../core/layout/justified-layout.ts';
import {
  beginsMonth,
  cutByDay,
  NO_SECTIONS,
  type DaySections,
} from '../../core/layout/day-sections.ts';
import type { RowSharing } from '../../core/layout/shared-rows.ts';
import { NO_SHAPES, type RowShapes } from '../../core/media/row-shapes.ts';
import { UI_PORTS } from '../ports.ts';
import { createLayoutRunner } from './layout-runner.ts';

/** Items, their sections and where they lie, which belong together: what is drawn is always one of these. */
export interface GridFrame {
  readonly shapes: RowShapes;
  readonly sections: DaySections;
  readonly layout: GridLayout;
}

/** What a grid is laid out by. */
export interface GridFrameInput {
  shapes(): RowShapes;
  /** Whether headings stand above days, months or years. */
  isByDate(): boolean;
  /** 0 while nothing can be laid out. */
  widthPx(): number;
  targetHeightPx(): number;
  /** Whether each item has a row of its own, `targetHeightPx` high. */
  readonly isList?: boolean;
}

export const GAP_PX = 2;
/** Height of a heading, and what it has more where a month begins. */
export const HEADING_PX = 32;
export const MONTH_PX = 28;
/** Days with a picture or two stand beside one another. */
const SHARING: RowSharing = { leastPx: 160, apartPx: 24, headingPx: HEADING_PX };

/** Up to so many items are laid out at once, in under 2 ms; of more, so many are for the first picture. */
const AT_ONCE = 3_000;
const FIRST = 400;

const NO_FRAME: GridFrame = { shapes: NO_SHAPES, sections: NO_SECTIONS, layout: NO_LAYOUT };

/** The frame on screen; it follows its input, from another thread where there is much to lay out. */
export const useGridFrame = (input: GridFrameInput) => {
  const spawn = inject(UI_PORTS)?.spawnLayoutWorker ?? null;
  const runner = createLayoutRunner(spawn);
  onScopeDispose(runner.dispose);
  const frame = shallowRef<GridFrame>(NO_FRAME);

  const update = async (): Promise<void> => {
    const shapes = input.shapes();
    if (input.widthPx() <= 0) return;
    if (input.isList === true) {
      const layout = layoutList(shapes.count, input.targetHeightPx(), input.widthPx());
      frame.value = { shapes, sections: NO_SECTIONS, layout };
      return;
    }
    const sections = input.isByDate() ? cutByDay(shapes.days) : NO_SECTIONS;
    const wanted = inputOf(shapes, sections, input.widthPx(), input.targetHeightPx());
    if (shapes.count <= AT_ONCE || spawn === null) {
      frame.value = { shapes, sections, layout: runner.here(wanted) };
      return;
    }
    if (frame.value.shapes.count === 0)
      frame.value = { shapes, sections, layout: firstLayout(wanted) };
    const layout = await runner.elsewhere(wanted);
    if (layout !== null && layout.lefts.length === input.shapes().count)
      frame.value = { shapes, sections, layout };
  };

  watch(
    [
      () => input.shapes(),
      () => input.isByDate(),
      () => input.widthPx(),
      () => input.targetHeightPx(),
    ],
    () => void update(),
    { immediate: true },
  );
  return frame;
};

const inputOf = (
  shapes: RowShapes,
  sections: DaySections,
  widthPx: number,
  targetHeightPx: number,
): LayoutInput => ({
  ratios: shapes.ratios,
  sectionStarts: sections.starts,
  headingHeights: Int32Array.from(sections.starts, (_, section) =>
    sections.grouping === 'day' && beginsMonth(sections, section)
      ? HEADING_PX + MONTH_PX
      : HEADING_PX,
  ),
  sharing: sections.grouping === 'day' ? SHARING : null,
  widthPx,
  targetHeightPx,
  gapPx: GAP_PX,
});

/** The first screens at once; the height below them is a guess that the whole layout soon replaces. */
const firstLayout = (input: LayoutInput): GridLayout => {
  const ratios = input.ratios.slice(0, FIRST);
  const sections = input.sectionStarts.filter((start) => start < ratios.length).length;
  const layout = createLayoutRunner(null).here({
    ...input,
    ratios,
    sectionStarts: input.sectionStarts.slice(0, sections),
    headingHeights: input.headingHeights.slice(0, sections),
  });
  const share = input.ratios.length / ratios.length;
  return { ...layout, heightPx: Math.round(layout.heightPx * share) };
};
