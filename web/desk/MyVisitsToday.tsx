/** My visits of today, for those who may see the register of their own visits. */
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { formatTime, localToday } from '../shell/format.ts';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiPages } from '../shell/queries.ts';
import { usePermission, useSession } from '../shell/session.tsx';
import { visitTones } from './VisitsPanel.tsx';

export function MyVisitsToday({ siteId }: { siteId: string }) {
  const { t } = useTranslation();
  const serverId = useSession().person.id;
  const mayRead = Boolean(usePermission('desk.registers'));
  const query = { day: localToday(), serverId };
  const pages = useApiPages(desk.visits, { params: { siteId }, query }, { live: ['desk'], enabled: mayRead });
  if (!mayRead) return null;
  return (
    <>
      <h3>{t('desk.mine.today')}</h3>
      {!pages.isLoading && pages.rows.length === 0 ? <p className="muted">{t('desk.mine.noneToday')}</p> : null}
      {pages.rows.map((visit) => (
        <PhoneCard
          key={visit.id}
          title={`${visit.number} · ${visit.customer?.name ?? (visit.visitor || t('desk.visitor.unnamed'))}`}
          extra={<StateTag tone={visitTones[visit.state]}>{t(`desk.state.${visit.state}`)}</StateTag>}
          lines={[
            `${formatTime(visit.arrivedAt)} · ${t(`desk.row.${visit.row}`)} · ${visit.creditedTo ? t('desk.counted') : t('desk.notCounted')}`,
            visit.registrationDue ? t('desk.finish.registrationDue') : '',
          ]}
          to={`/desk/visits/${visit.id}`}
        />
      ))}
    </>
  );
}
