import { useQuery } from "urql";
import { graphql } from "../../generated/graphql";
import type { CaseView } from "./documents";

const WaitingForShop = graphql(`
  query WaitingForShop($case: ID!) {
    waitingForShop(case: $case) {
      line
      since
    }
  }
`);

const TO_HAND_OVER = ["ORDERED", "INSPECTED"];

/** Lines that wait because the shop cannot be reached, and since when. Asked only where something is to be handed over. */
export function useWaits({ id, compensation }: CaseView): Record<string, string> {
  const pause = !compensation?.lines.some(({ step }) => TO_HAND_OVER.includes(step));
  const [{ data }] = useQuery({
    query: WaitingForShop,
    variables: { case: id },
    pause,
    requestPolicy: "cache-and-network",
  });
  return Object.fromEntries((pause ? [] : (data?.waitingForShop ?? [])).map(({ line, since }) => [line, since]));
}
