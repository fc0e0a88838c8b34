import { createContext, use } from "react";

/** Under which address the parts of a case lie: a party's pages, or the desk's middle pane. */
export const BaseContext = createContext("/cases");

/** The address of one part of a case, where this reader reads it. */
export function useWay(id: string): (part: string) => string {
  const base = use(BaseContext);
  return (part) => `${base}/${id}${part}`;
}
