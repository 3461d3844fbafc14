/** The keys of a photo on stage. */

/** The zoom of a photo, as keys use it. */
export interface ZoomActs {
  toggleZoom(): void;
  zoomIn(): void;
  zoomOut(): void;
  fit(): void;
  pan(dx: number, dy: number): void;
  isZoomed(): boolean;
}

const PAN_PX = 80;
const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [PAN_PX, 0],
  ArrowRight: [-PAN_PX, 0],
  ArrowUp: [0, PAN_PX],
  ArrowDown: [0, -PAN_PX],
};

/**
 * Does what a key asks of a photo and says whether it asked anything: Z zooms and back, + and −, Shift+Z all
 * of it, arrows up and down and with Shift all of them move what is zoomed.
 */
export const actOnPhotoKey = (event: KeyboardEvent, zoom: ZoomActs): boolean => {
  const pan = PANS[event.key];
  if (pan !== undefined) {
    if (
      !zoom.isZoomed() ||
      !(event.shiftKey || event.key === 'ArrowUp' || event.key === 'ArrowDown')
    )
      return false;
    zoom.pan(...pan);
    return true;
  }
  switch (event.key) {
    case 'z':
    case 'Z':
      if (event.shiftKey) zoom.fit();
      else zoom.toggleZoom();
      return true;
    case '+':
    case '=':
      zoom.zoomIn();
      return true;
    case '-':
      zoom.zoomOut();
      return true;
    default:
      return false;
  }
};
