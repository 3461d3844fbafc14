import type { Marionette } from './marionette.ts';

/** The page of a Firefox under test. */
export interface FirefoxPage {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs `run` in the page and resolves to what it returns, as JSON carries it. */
  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** Resolves once `isSo` holds in the page; it is asked at each frame. */
  waitFor<Args extends readonly unknown[]>(
    isSo: (...args: Args) => boolean,
    ...args: Args
  ): Promise<void>;
  /** Resolves once `selector` names something that shows. */
  waitForShown(selector: string): Promise<void>;
  /** Resolves once `selector` names nothing. */
  waitForGone(selector: string): Promise<void>;
  /**
   * Presses a button or follows a link, whatever moves it meanwhile. Keys would not do: in a driven Firefox
   * Enter and Space activate nothing, on the plainest page neither.
   */
  activate(selector: string): Promise<void>;
  focus(selector: string): Promise<void>;
  /** Presses keys together, the first one longest: characters, or names of `KEYS`. */
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Chooses files of this machine's disk in the input that `selector` names. */
  choose(selector: string, paths: readonly string[]): Promise<void>;
  /** What the page shows and keeps now, for the message of a test that waited for something else. */
  describe(): Promise<string>;
}

/** Source: WebDriver, "Keyboard actions". */
const KEYS: Readonly<Record<string, string>> = {
  Control: '\uE009',
  Enter: '\uE007',
  Escape: '\uE00C',
  Delete: '\uE017',
  ArrowRight: '\uE014',
};

export const createFirefoxPage = ({ send }: Marionette): FirefoxPage => {
  const evaluate: FirefoxPage['evaluate'] = async (run, ...args) => {
    const script = `return (${run.toString()})(...arguments);`;
    const answer = await send('WebDriver:ExecuteScript', { script, args });
    return (answer as { readonly value: Awaited<ReturnType<typeof run>> }).value;
  };

  const waitFor: FirefoxPage['waitFor'] = async (isSo, ...args) => {
    const script = `
      const isSo = () => (${isSo.toString()})(...arguments);
      return new Promise((resolve, reject) => {
        const look = () => {
          try {
            if (isSo()) resolve();
            else requestAnimationFrame(look);
          } catch (error) {
            reject(error);
          }
        };
        look();
      });`;
    await send('WebDriver:ExecuteScript', { script, args });
  };

  const act = (keys: readonly { readonly type: string; readonly value: string }[]) =>
    send('WebDriver:PerformActions', {
      actions: [{ type: 'key', id: 'keyboard', actions: keys }],
    });
  const press: FirefoxPage['press'] = async (...names) => {
    const keys = names.map((name) => KEYS[name] ?? name);
    await act([
      ...keys.map((value) => ({ type: 'keyDown', value })),
      ...keys.toReversed().map((value) => ({ type: 'keyUp', value })),
    ]);
  };

  return {
    evaluate,
    waitFor,
    press,
    goto: async (url) => {
      await send('WebDriver:Navigate', { url });
    },
    reload: async () => {
      // Its own command goes past the service worker.
      const { value: url } = (await send('WebDriver:GetCurrentURL')) as {
        readonly value: string;
      };
      for (const next of ['about:blank', url]) await send('WebDriver:Navigate', { url: next });
    },
    waitForShown: (selector) =>
      waitFor((wanted) => document.querySelector(wanted)?.checkVisibility() === true, selector),
    waitForGone: (selector) =>
      waitFor((wanted) => document.querySelector(wanted) === null, selector),
    activate: (selector) =>
      evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector),
    focus: (selector) =>
      evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.focus(), selector),
    type: async (text) => {
      for (const letter of text) await press(letter);
    },
    choose: async (selector, paths) => {
      const { value } = (await send('WebDriver:FindElement', {
        using: 'css selector',
        value: selector,
      })) as { readonly value: Readonly<Record<string, string>> };
      const [id] = Object.values(value);
      await send('WebDriver:ElementSendKeys', { id, text: paths.join('\n') });
    },
    describe: () =>
      evaluate(() =>
        JSON.stringify({
          at: location.hash,
          focus: document.activeElement?.outerHTML.slice(0, 120),
          text: document.body.innerText.replaceAll(/\s+/g, ' '),
          kept: Object.fromEntries(Object.entries(localStorage)),
        }),
      ),
  };
};
