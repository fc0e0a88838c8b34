import type { ReactNode } from "react";
import { useLanguage } from "../i18n/language";
import { Button } from "../kit/Button";

interface MoreProps {
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  onMore: (end: string) => void;
}

/** The next part of a long list, on demand. */
export function More({ pageInfo: { hasNextPage, endCursor }, onMore }: MoreProps): ReactNode {
  const { t } = useLanguage();
  if (!hasNextPage || !endCursor) return null;
  return (
    <div>
      <Button look="plain" onClick={() => onMore(endCursor)}>
        {t("list.more")}
      </Button>
    </div>
  );
}
