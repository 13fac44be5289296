/** One launch: register buyers, draw their numbers, watch it happen, close it. */
import { Button, Input } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { CustomerPicker } from '../customers/CustomerPicker.tsx';
import '../customers/customers.css';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant, formatTime } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { usePermission } from '../shell/session.tsx';
import { CountDown } from './CountDown.tsx';
import './inventory.css';
import { LaunchState } from './LaunchesPage.tsx';
import { LinkState } from './LinkState.tsx';

type Buyer = ResponseOf<typeof inventory.buyers>['rows'][number];
type Launch = ResponseOf<typeof inventory.launch>;
const live = { live: ['inventory'] } as const;

export function LaunchPage() {
  const { t } = useTranslation();
  const { launchId } = useRouteParams<'launchId'>();
  const navigate = useNavigate();
  const launch = useApiQuery(inventory.launch, { params: { launchId } }, live);
  const mayControl = usePermission('inventory.control') !== null;
  const mayHold = usePermission('inventory.hold') !== null;
  const [registering, setRegistering] = useState(false);
  const [drawing, setDrawing] = useState(false);
  const close = useApiCommand(inventory.closeLaunch);
  const { data } = launch;
  const doClose = async (): Promise<void> => {
    const reason = await askReason({ title: t('inventory.launch.close'), danger: true, required: false });
    if (reason === null) return;
    await close.mutateAsync({ params: { launchId }, body: { reason } });
    showDone(t('inventory.launch.closed'));
  };
  return (
    <Page
      title={data?.name ?? t('inventory.launch.title')}
      subtitle={
        data
          ? t('inventory.launch.figures', { units: data.units, buyers: data.buyers, chosen: data.chosen })
          : undefined
      }
      query={launch}
      actions={
        data ? (
          <>
            <LaunchState launch={data} />
            <WhyButton journalId={data.journalId} />
            {data.state === 'registering' ? (
              <ActionButton
                label={t('inventory.launch.register')}
                disabledReason={data.whyNot.register}
                onClick={() => setRegistering(true)}
              />
            ) : null}
            {data.state === 'registering' && mayControl ? (
              <ActionButton
                type="primary"
                label={t('inventory.launch.draw')}
                disabledReason={data.whyNot.ready}
                onClick={() => setDrawing(true)}
              />
            ) : null}
            {data.state === 'ready' ? (
              <Button type="primary" onClick={() => void navigate({ to: `/inventory/launches/${launchId}/press` })}>
                {t('inventory.press.title')}
              </Button>
            ) : null}
            {data.state !== 'closed' && mayHold ? (
              <Button onClick={() => void navigate({ to: `/inventory/launches/${launchId}/links` })}>
                {t('inventory.links.title')}
              </Button>
            ) : null}
            {data.state === 'ready' && mayControl ? (
              <ActionButton
                danger
                label={t('inventory.launch.close')}
                disabledReason={data.whyNot.close}
                onClick={doClose}
              />
            ) : null}
            {mayControl ? <Link to={`/board/${data.siteId}/units`}>{t('inventory.wall')}</Link> : null}
          </>
        ) : null
      }
    >
      {data ? (
        <>
          <CountDown at={data.opensAt} label={t('inventory.launch.until')} />
          <Terms launch={data} />
          <div className="launch-columns">
            <Buyers launch={data} />
            <Choices launchId={launchId} />
          </div>
          {registering ? <RegisterDialog launchId={launchId} onClose={() => setRegistering(false)} /> : null}
          {drawing ? <DrawDialog launchId={launchId} onClose={() => setDrawing(false)} /> : null}
        </>
      ) : null}
    </Page>
  );
}

function Terms({ launch }: { readonly launch: Launch }) {
  const { t } = useTranslation();
  const terms = [
    t(`inventory.launch.mode.${launch.mode}`),
    t('inventory.launch.at', { at: formatInstant(launch.opensAt) }),
    launch.mode === 'by_order_number'
      ? t('inventory.launch.groups', { size: launch.groupSize, minutes: launch.groupMinutes })
      : '',
    t('inventory.launch.per', { count: launch.perBuyer }),
    t('inventory.launch.held', { minutes: launch.holdMinutes }),
    launch.calling === null ? '' : t('inventory.launch.calling', { number: launch.calling }),
    launch.seed === null ? '' : t('inventory.launch.seed', { seed: launch.seed }),
  ];
  return <p className="muted launch-terms">{terms.filter(Boolean).join(' · ')}</p>;
}

function Buyers({ launch }: { readonly launch: Launch }) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const mayControl = usePermission('inventory.control') !== null;
  const pages = useApiPages(
    inventory.buyers,
    { params: { launchId: launch.id }, query: { limit: 100, ...(q === '' ? {} : { q }) } } as never,
    live,
  );
  const remove = useApiCommand(inventory.removeBuyer);
  const act = (row: Buyer) =>
    mayControl && launch.state === 'registering' ? (
      <ActionButton
        size="small"
        label={t('inventory.launch.remove')}
        onClick={async () => {
          const reason = await askReason({ title: t('inventory.launch.remove'), text: row.customer.name });
          if (reason === null) return;
          await remove.mutateAsync({ params: { buyerId: row.id }, body: { reason } });
          showDone(t('inventory.done'));
        }}
      />
    ) : null;
  const chosen = (row: Buyer) => row.chosen.map(({ code }) => code).join(' ');
  return (
    <section>
      <h2 className="section-title">{t('inventory.launch.buyers')}</h2>
      <Input.Search
        allowClear
        style={{ width: 220, marginBottom: 8 }}
        placeholder={t('inventory.launch.find')}
        onSearch={(value) => setQ(value.trim())}
      />
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('inventory.launch.buyers.empty')} />}
        columns={[
          {
            title: t('inventory.launch.number'),
            width: 70,
            align: 'right',
            render: (_, row) => row.orderNumber ?? '—',
          },
          { title: t('inventory.customer'), width: 110, render: (_, row) => row.customer.name },
          { title: t('inventory.consultant'), width: 100, render: (_, row) => row.consultant.name },
          { title: t('inventory.launch.chooses'), width: 100, render: (_, row) => formatTime(row.choosesAt) },
          { title: t('inventory.launch.chosen'), width: 130, render: (_, row) => chosen(row) },
          { title: t('inventory.links.column'), width: 90, render: (_, row) => <LinkState buyer={row} /> },
          { title: '', width: 90, render: (_, row) => act(row) },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.orderNumber ?? '—'} ${row.customer.name}`}
            extra={chosen(row)}
            lines={[
              row.consultant.name,
              row.choosesAt ? t('inventory.launch.from', { at: formatTime(row.choosesAt) }) : '',
            ]}
            actions={act(row)}
          />
        )}
      />
    </section>
  );
}

function Choices({ launchId }: { readonly launchId: string }) {
  const { t } = useTranslation();
  const pages = useApiPages(inventory.chosen, { params: { launchId }, query: { limit: 100 } } as never, live);
  return (
    <section>
      <h2 className="section-title">{t('inventory.launch.chosen')}</h2>
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('inventory.launch.chosen.empty')} />}
        columns={[
          { title: t('inventory.launch.time'), width: 90, render: (_, row) => formatTime(row.placedAt) },
          { title: t('inventory.unit.title'), width: 130, render: (_, row) => row.unit.code },
          { title: t('inventory.customer'), width: 110, render: (_, row) => row.customer?.name ?? '—' },
          { title: t('inventory.consultant'), width: 100, render: (_, row) => row.consultant.name },
          { title: t('inventory.state'), width: 90, render: (_, row) => t(`inventory.hold.state.${row.state}`) },
          { title: '', width: 50, render: (_, row) => <WhyButton kind="icon" journalId={row.journalId} /> },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.unit.code}
            extra={t(`inventory.hold.state.${row.state}`)}
            lines={[row.customer?.name, `${row.consultant.name} · ${formatTime(row.placedAt)}`]}
          />
        )}
      />
    </section>
  );
}

function RegisterDialog({ launchId, onClose }: { readonly launchId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [customers, setCustomers] = useState<readonly { id: string; name: string }[]>([]);
  const register = useApiCommand(inventory.registerBuyers);
  return (
    <DialogForm
      title={t('inventory.launch.register')}
      okText={t('inventory.launch.register.do', { count: customers.length })}
      incomplete={customers.length === 0}
      onCancel={onClose}
      onSubmit={async () => {
        await register.mutateAsync({ params: { launchId }, body: { customerIds: customers.map(({ id }) => id) } });
        showDone(t('inventory.done'));
        onClose();
      }}
    >
      <Field label={t('inventory.customer')}>
        <CustomerPicker
          chosen={null}
          label={t('inventory.customer')}
          autoFocus
          onChoose={(row) => {
            if (row && !customers.some(({ id }) => id === row.id)) setCustomers([...customers, row]);
          }}
        />
      </Field>
      <ul className="chosen-people">
        {customers.map((one) => (
          <li key={one.id}>
            {one.name}{' '}
            <button
              type="button"
              aria-label={t('inventory.launch.remove')}
              onClick={() => setCustomers(customers.filter(({ id }) => id !== one.id))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </DialogForm>
  );
}

function DrawDialog({ launchId, onClose }: { readonly launchId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [seed, setSeed] = useState('');
  const draw = useApiCommand(inventory.readyLaunch);
  return (
    <DialogForm
      title={t('inventory.launch.draw')}
      okText={t('inventory.launch.draw.do')}
      onCancel={onClose}
      onSubmit={async () => {
        await draw.mutateAsync({ params: { launchId }, body: seed.trim() === '' ? {} : { seed: seed.trim() } });
        showDone(t('inventory.launch.drawn'));
        onClose();
      }}
    >
      <p>{t('inventory.launch.draw.text')}</p>
      <Field label={t('inventory.launch.draw.seed')} hint={t('inventory.launch.draw.hint')}>
        <Input value={seed} maxLength={120} onChange={(event) => setSeed(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
