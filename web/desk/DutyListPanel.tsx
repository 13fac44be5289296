/** The duty list of a day to come: who rotates, in which order. */
import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, deskFiles } from '#contract/desk.ts';
import { organisation } from '#contract/organisation.ts';
import { showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { moved } from './floor.ts';
import { RegisterDownloads } from './RegisterFilters.tsx';

const DOWNLOAD_DAYS = 31; // the month that starts with the day shown

interface Named {
  readonly id: string;
  readonly name: string;
}
interface DutyListPanelProps {
  readonly siteId: string;
  readonly people: readonly Named[];
  readonly today: string;
}

/** Everybody who works at the site, where this person may see the staff; else those on today's sheet. */
export function useSiteStaff(siteId: string, fallback: readonly Named[]): readonly Named[] {
  const mayRead = Boolean(usePermission('organisation.read'));
  const staff = useApiQuery(
    organisation.staff,
    { query: { siteId, status: 'active', limit: 200 } },
    { enabled: mayRead, live: ['organisation'] },
  );
  return staff.data?.rows.map(({ id, name }) => ({ id, name })) ?? fallback;
}

export function DutyListPanel({ siteId, people, today }: DutyListPanelProps) {
  const { t } = useTranslation();
  const staff = useSiteStaff(siteId, people);
  const [day, setDay] = useState(dayjs(today).add(1, 'day').format('YYYY-MM-DD'));
  const [order, setOrder] = useState<readonly Named[]>([]);
  const list = useApiQuery(desk.dutyList, { params: { siteId, day } }, { live: ['desk'] });
  const plan = useApiCommand(desk.planDuty);
  const saved = list.data?.order;
  useEffect(() => setOrder(saved?.map(({ unitId, name }) => ({ id: unitId, name })) ?? []), [saved]);
  const changed = (saved?.map(({ unitId }) => unitId).join() ?? '') !== order.map(({ id }) => id).join();
  return (
    <section className="panel">
      <div className="panel-head">
        {t('desk.dutyList')}
        <span className="end">
          <DayInput
            size="small"
            label={t('desk.day')}
            value={day}
            min={today}
            onChange={(chosen) => chosen && setDay(chosen)}
          />{' '}
          <RegisterDownloads
            size="small"
            file={deskFiles.dutyLists}
            day={day}
            to={dayjs(day)
              .add(DOWNLOAD_DAYS - 1, 'day')
              .format('YYYY-MM-DD')}
          />
        </span>
      </div>
      {order.length === 0 ? <div className="panel-empty">{t('desk.dutyList.empty')}</div> : null}
      {order.map((person, index) => (
        <div key={person.id} className="line-place">
          <span className="line-number">{index + 1}</span>
          <span className="line-name">{person.name}</span>
          <span className="end">
            <Button
              size="small"
              type="text"
              icon={<UpOutlined />}
              aria-label={t('desk.adjust.up')}
              onClick={() => setOrder(moved(order, index, -1))}
            />
            <Button
              size="small"
              type="text"
              icon={<DownOutlined />}
              aria-label={t('desk.adjust.down')}
              onClick={() => setOrder(moved(order, index, 1))}
            />
            <Button
              size="small"
              type="text"
              aria-label={t('desk.dutyList.remove', { name: person.name })}
              onClick={() => setOrder(order.filter(({ id }) => id !== person.id))}
            >
              ×
            </Button>
          </span>
        </div>
      ))}
      <div className="panel-body register-end">
        <StaffSelect
          people={staff.filter(({ id }) => !order.some((one) => one.id === id))}
          value={null}
          placeholder={t('desk.dutyList.add')}
          style={{ width: 170 }}
          onChange={(id) => {
            const person = staff.find((one) => one.id === id);
            if (person) setOrder([...order, person]);
          }}
        />
        <ActionButton
          type="primary"
          label={t('shell.save')}
          disabled={!changed}
          onClick={async () => {
            await plan.mutateAsync({ params: { siteId, day }, body: { order: order.map(({ id }) => id) } });
            showDone(t('desk.dutyList.saved', { day }));
          }}
        />
      </div>
    </section>
  );
}
