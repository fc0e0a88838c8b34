import { cacheExchange, Client, fetchExchange } from "urql";
import { clockExchange } from "./clock";

/** The service's own API on this origin; the header is what another site cannot send. */
export function makeClient(language: string): Client {
  return new Client({
    url: "/graphql",
    exchanges: [cacheExchange, clockExchange, fetchExchange],
    requestPolicy: "cache-and-network",
    preferGetMethod: false,
    fetchOptions: () => ({
      credentials: "same-origin",
      headers: { "X-ODR-Request": "1", "Accept-Language": language },
    }),
  });
}
