/** Makes messages of words, ready to be said: what vue-i18n's own compiler, 5 KiB that no screen needs, would do. */
import { toDisplayString } from 'vue';
import type { MessageContext } from 'vue-i18n';

/** Words, or those of one room: texts by key, at any depth. */
export interface WordTree {
  readonly [key: string]: string | WordTree;
}

/** Says one message with the values and the count of the call. */
export type Message = (context: MessageContext) => string;

/** The same keys with a message for each text. */
export interface MessageTree {
  readonly [key: string]: Message | MessageTree;
}

/** Messages of `words`. In a text `{name}` stands for a value, and ` | ` parts the forms of its plural. */
export const toMessages = (words: WordTree): MessageTree =>
  Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === 'string' ? toMessage(value) : toMessages(value),
    ]),
  );

const toMessage = (text: string): Message => {
  const forms = text.split('|').map((form) => form.trim());
  const [only = ''] = forms;
  return (context) => {
    const form = forms.length === 1 ? only : context.plural(forms);
    return form.replace(/\{(\w+)\}/g, (_, name: string) =>
      toDisplayString(context.named(name)),
    );
  };
};
