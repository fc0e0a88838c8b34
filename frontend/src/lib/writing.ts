/** Something stands in a field, or somebody is in one: the page must not move under their hands. */
export function isWriting(): boolean {
  const texts = document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>(
    "main :is(textarea, input:not([type=radio], [type=checkbox], [type=hidden]))",
  );
  const field = document.activeElement?.matches("main :is(input, select, textarea)") ?? false;
  return field || [...texts].some(({ value }) => value !== "");
}
