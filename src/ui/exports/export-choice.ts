/** How a person wants plain files. */
export interface ExportChoice {
  readonly as: 'zip' | 'folder';
  readonly sidecars: boolean;
}

/** The choice as the answer of a dialog, which is a text. */
export const exportChoiceToText = ({ as, sidecars }: ExportChoice): string =>
  `${as}${sidecars ? '+xmp' : ''}`;

/** A dialog's answer as a choice; `null` for any other text. */
export const parseExportChoice = (text: string): ExportChoice | null => {
  const match = /^(zip|folder)(\+xmp)?$/.exec(text);
  if (match === null) return null;
  return { as: match[1] === 'zip' ? 'zip' : 'folder', sidecars: match[2] !== undefined };
};
