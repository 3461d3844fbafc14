/**
 * Scrolling through a height that no browser allows. Chromium stops at 33.5 million px, less on dense
 * screens, Firefox at 17.9 (https://crbug.com/401762, the limits of LayoutUnit and nscoord). So the scrolled
 * element is at most `REAL_MAX_PX` high, and the content moves within it: small steps one to one, so that a
 * wheel or a finger moves what it touches, long ones in proportion, so that the bar's ends are the content's.
 */

/** The height that an element is given at most. */
export const REAL_MAX_PX = 8_000_000;

/** Where content and element stand: content px `content` lies at the top of the view, `scrollTop` px down the element. */
export interface ScrollPlace {
  readonly contentPx: number;
  readonly realPx: number;
}

/** What is scrolled. */
export interface ScrollSpan {
  readonly contentPx: number;
  readonly viewPx: number;
}

/** The top of the list. */
export const AT_TOP: ScrollPlace = { contentPx: 0, realPx: 0 };

/** How high the element is to be. */
export const realHeightOf = ({ contentPx }: ScrollSpan): number =>
  Math.min(contentPx, REAL_MAX_PX);

/** Farther than so many screens at once is a jump: no wheel does that. */
const JUMP_SCREENS = 3;
/** So far from an end the element leaves as much room as there is content, up to here: a wheel gets there. */
const ROOM_PX = 10_000;

/** Where a scroll event leads that finds the element at `realPx`; farther down never leads to less far. */
export const scrollTo = (from: ScrollPlace, realPx: number, span: ScrollSpan): ScrollPlace => {
  if (!isMapped(span)) return { contentPx: clamp(realPx, 0, lastTop(span)), realPx };
  const stepPx = realPx - from.realPx;
  const stepped = clamp(from.contentPx + stepPx, 0, lastTop(span));
  if (Math.abs(stepPx) > JUMP_SCREENS * span.viewPx) {
    const leapt = inProportion(realPx, span);
    return {
      contentPx: stepPx > 0 ? Math.max(leapt, stepped) : Math.min(leapt, stepped),
      realPx,
    };
  }
  const isAtEnd = realPx <= 0 || realPx >= lastRealTop(span);
  return isAtEnd ? placeOf(stepped, span) : { contentPx: stepped, realPx };
};

/** The place that shows content px `contentPx` at the top: where the bar tells the truth. */
export const placeOf = (contentPx: number, span: ScrollSpan): ScrollPlace => {
  const top = clamp(contentPx, 0, lastTop(span));
  if (!isMapped(span)) return { contentPx: top, realPx: top };
  const last = lastRealTop(span);
  const realPx = clamp(
    Math.round((top / lastTop(span)) * last),
    Math.min(top, ROOM_PX),
    last - Math.min(lastTop(span) - top, ROOM_PX),
  );
  return { contentPx: top, realPx };
};

/** The content px that stand at the top when the bar stands at `realPx`. */
export const inProportion = (realPx: number, span: ScrollSpan): number =>
  lastRealTop(span) === 0
    ? 0
    : clamp((realPx / lastRealTop(span)) * lastTop(span), 0, lastTop(span));

/** The last place to which content can be scrolled. */
export const lastTop = ({ contentPx, viewPx }: ScrollSpan): number =>
  Math.max(0, contentPx - viewPx);

const lastRealTop = (span: ScrollSpan): number => Math.max(0, realHeightOf(span) - span.viewPx);

const isMapped = ({ contentPx }: ScrollSpan): boolean => contentPx > REAL_MAX_PX;

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
