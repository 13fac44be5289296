/** Why somebody stands where they stand: every entry that moved them today, newest first. */
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { EmptyState, ErrorState } from '../shell/parts/states.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { useApiPages } from '../shell/queries.ts';
import { EntryList } from './EntryList.tsx';
import type { Place } from './floor.ts';

interface PlaceWhyDrawerProps {
  readonly siteId: string;
  readonly place: Place;
  readonly onClose: () => void;
}

export function PlaceWhyDrawer({ siteId, place, onClose }: PlaceWhyDrawerProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const staffId = (place.next ?? place.members[0])?.id;
  const pages = useApiPages(desk.ledger, { params: { siteId }, query: { staffId, limit: 50 } }, { live: ['desk'] });
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('desk.line.why', { name: place.unitName })}
      placement={isPhone ? 'bottom' : 'right'}
      size={isPhone ? '80%' : 460}
    >
      <p>
        {place.because
          ? [t(`desk.because.${place.because}`), place.effect ? t(`desk.effect.${place.effect}`) : '']
              .filter(Boolean)
              .join(' · ')
          : t(`desk.standing.${place.standing ?? 'in_line'}`, { position: place.position })}
      </p>
      {pages.isLoading ? <Loading /> : null}
      {pages.error ? <ErrorState error={pages.error} onRetry={pages.retry} /> : null}
      {!pages.isLoading && !pages.error && pages.rows.length === 0 ? (
        <EmptyState title={t('desk.line.whyEmpty')} text={t('desk.line.whyEmpty.text')} />
      ) : null}
      <EntryList entries={pages.rows} />
    </Drawer>
  );
}
