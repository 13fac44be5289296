/** The end of a list that is not a table: a page further. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Paged } from '../shell/queries.ts';

export function LoadMore<Row>({ pages }: { readonly pages: Paged<Row> }) {
  const { t } = useTranslation();
  if (!pages.hasMore) return null;
  return (
    <div className="list-more">
      <Button loading={pages.isLoadingMore} onClick={pages.loadMore}>
        {t('shell.loadMore')}
      </Button>
    </div>
  );
}
