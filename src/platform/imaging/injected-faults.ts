import type { DecodedPicture } from '../../core/media/ingest-ports.ts';
import { EngineFaultError } from '../../core/runtime/engine.ts';
import type { Injection } from '../../core/runtime/metrics.ts';
import type { Drawable } from './decode-picture.ts';
import type { Drawing, Renderer } from './renderer.ts';

type Fault = Injection['fault'];

/** A renderer that misbehaves when it is told to, for drills and tests. */
export interface InjectableRenderer extends Renderer {
  /** The next `times` drawings meet the fault; 0 takes back what was not met yet. */
  inject(fault: Fault, times: number): void;
}

/** `renderer`, well-behaved until a fault is injected. */
export const withInjectedFaults = (renderer: Renderer): InjectableRenderer => {
  let coming: readonly Fault[] = [];
  const draw: Renderer['draw'] = (picture) => {
    const [fault, ...later] = coming;
    coming = later;
    return fault === undefined ? renderer.draw(picture) : misbehave(renderer, fault, picture);
  };
  return {
    ...renderer,
    draw,
    inject: (fault, times) => {
      coming = times === 0 ? [] : [...coming, ...Array.from({ length: times }, () => fault)];
    },
  };
};

const misbehave = (
  renderer: Renderer,
  fault: Fault,
  picture: DecodedPicture<Drawable>,
): Promise<Drawing> => {
  switch (fault) {
    case 'fail':
      return Promise.reject(new EngineFaultError('crashed', 'It was made to fail.'));
    case 'hang':
      return new Promise(() => undefined);
    case 'lose':
      return renderer.lose(picture);
    case 'lie':
      return renderer.lie(picture);
  }
};
