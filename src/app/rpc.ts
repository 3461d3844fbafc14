import type { HmFailure } from '../core/base/hm-error.ts';
import { HmError, isHmError } from '../core/base/hm-error.ts';

/** One call of the drive, from a page of any tab. Its id makes it safe to send twice. */
export interface RpcRequest {
  readonly id: string;
  /** 'drive.listMedia', 'config.get', … */
  readonly method: string;
  readonly args: readonly unknown[];
}

/** The answer to a request; a failure keeps its facts, which a thrown error would lose on the way. */
export type RpcReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: HmFailure };

/** The worker of a tab as its page sees it (through Comlink). */
export interface DriveNodeFace {
  /** Settles with the drive's answer, whichever tab is the drive, and whichever is by the time it answers. */
  call(request: RpcRequest): Promise<RpcReply>;
}

/** What a drive sends to the pages of all tabs. */
export const EVENT_CHANNEL = 'hm-events';
/** Where the workers of all tabs talk to the one that is the drive. */
export const NODE_CHANNEL = 'hm-drive';
/** The lock that the drive holds. */
export const DRIVE_LOCK = 'hm-drive';

/** An error as it crosses threads; what is no `HmError` is a defect, and says so. */
export const errorToFailure = (error: unknown): HmFailure => {
  if (isHmError(error)) return { type: error.type, message: error.message, facts: error.facts };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    type: 'defect',
    message: `Something went wrong inside HM Drive. ${message}`,
    facts: {},
  };
};

/** A failure as it is thrown again on the other side. */
export const failureToError = ({ type, message, facts }: HmFailure): HmError =>
  new HmError(type, message, facts);
