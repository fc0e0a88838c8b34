/** The cases of which the service tells by itself at the moment that they changed. */
const told = new Set<string>();

export const isTold = (id: string): boolean => told.has(id);

export function setTold(id: string, is: boolean): void {
  if (is) told.add(id);
  else told.delete(id);
}

type Ear = (version: number) => void;
const ears = new Map<string, Ear>();

/** Tells whoever shows what is new in a case how far it goes, however that was learned. */
export const tell = (id: string, version: number): void => ears.get(id)?.(version);

/** Listens to that until the answer is called. */
export function hear(id: string, ear: Ear): () => void {
  ears.set(id, ear);
  return () => {
    if (ears.get(id) === ear) ears.delete(id);
  };
}
