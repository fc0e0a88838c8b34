import { useEffect, useState, type ReactNode } from "react";
import { useClient, useQuery } from "urql";
import { useAct } from "../../data/act";
import { Loaded } from "../../data/Loaded";
import { More } from "../../data/More";
import { Shell } from "../../data/session";
import { graphql } from "../../generated/graphql";
import type { NoticesQuery } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import { Moment } from "../../kit/Instant";
import { NoticeList } from "../../kit/Notices";
import { Page } from "../../kit/Page";
import { EmptyState } from "../../kit/states";

const NoticesDocument = graphql(`
  query Notices($after: String) {
    notices(first: 20, after: $after) {
      edges {
        node {
          id
          title
          words
          createdAt
          readAt
          case
          rulebook
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const MarkNoticesRead = graphql(`
  mutation MarkNoticesRead($input: MarkNoticesReadInput!) {
    markNoticesRead(input: $input) {
      userErrors {
        field
        message
      }
    }
  }
`);

type Notice = NoticesQuery["notices"]["edges"][number]["node"];

/** What the service told this person. Seeing the page marks them as read; that is told to nobody. */
export default function Notices(): ReactNode {
  const { t } = useLanguage();
  const [pages, setPages] = useState<(string | null)[]>([null]);
  return (
    <Page title={t("notices.title")}>
      {pages.map((after, at) => (
        <OnePage
          key={after ?? ""}
          after={after}
          last={at === pages.length - 1}
          onMore={(end) => setPages([...pages, end])}
        />
      ))}
    </Page>
  );
}

interface OnePageProps {
  after: string | null;
  last: boolean;
  onMore: (end: string) => void;
}

function OnePage({ after, last, onMore }: OnePageProps): ReactNode {
  const [state, again] = useQuery({ query: NoticesDocument, variables: { after } });
  return (
    <Loaded state={state} again={again}>
      {({ notices: { edges, pageInfo } }) => (
        <>
          <Told notices={edges.map(({ node }) => node)} first={after === null} />
          {last ? <More pageInfo={pageInfo} onMore={onMore} /> : null}
        </>
      )}
    </Loaded>
  );
}

function Told({ notices, first }: { notices: Notice[]; first: boolean }): ReactNode {
  const { t } = useLanguage();
  useReading(notices);
  if (!notices.length && first) {
    return (
      <EmptyState title={t("notices.none")}>
        <p>{t("notices.none.words")}</p>
      </EmptyState>
    );
  }
  return (
    <NoticeList
      notices={notices.map(({ id, title, words, createdAt, readAt, case: about, rulebook }) => ({
        id,
        title,
        when: <Moment at={createdAt} />,
        to: about ? `/cases/${about}` : rulebook ? `/policy/${rulebook}` : "/safety",
        served: !about && !!rulebook,
        unread: !readAt,
        words,
      }))}
    />
  );
}

function useReading(notices: Notice[]): void {
  const read = useAct(MarkNoticesRead);
  const client = useClient();
  const unread = notices.filter(({ readAt }) => !readAt).map(({ id }) => id);
  const key = unread.join();
  useEffect(() => {
    const mark = async (): Promise<void> => {
      const { errors } = await read({ notices: key.split(",") });
      if (!errors.length) await client.query(Shell, {}, { requestPolicy: "network-only" }).toPromise();
    };
    if (key) void mark();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each set of unread notices
  }, [key]);
}
