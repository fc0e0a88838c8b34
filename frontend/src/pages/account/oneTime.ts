import { useState } from "react";

/** The secret of a one-time link. It stands behind the "#", so that no server or log ever sees it by a GET. */
export function useOneTimeToken(): string {
  const [token] = useState(() => {
    const found = decodeURIComponent(window.location.hash.slice(1));
    if (found) window.history.replaceState(null, "", window.location.pathname);
    return found;
  });
  return token;
}
