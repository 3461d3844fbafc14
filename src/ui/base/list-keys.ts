/** Where an arrow key leads in a list of `count` lines, around its ends, `at` -1 before the first; `null` for any other key. */
export const movedTo = (at: number, key: string, count: number): number | null => {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (Math.max(at, 0) - 1 + count) % count;
    default:
      return null;
  }
};
