/** Codes with which buyers press on their own phones: made, printed as cards, copied, renewed and ended. */
import { Button, Checkbox } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import './inventory.css';
import { LinkState } from './LinkState.tsx';

type Buyer = ResponseOf<typeof inventory.buyers>['rows'][number];
type Launch = ResponseOf<typeof inventory.launch>;
type Link = ResponseOf<typeof inventory.buyerLinks>['links'][number];
const live = { live: ['inventory'] } as const;
const defaults = { mine: true };
const AT_ONCE = 500; // what one command takes

export function LinksPage() {
  const { launchId } = useRouteParams<'launchId'>();
  const { t } = useTranslation();
  const launch = useApiQuery(inventory.launch, { params: { launchId } }, live);
  return (
    <Page title={t('inventory.links.title')} subtitle={launch.data?.name} query={launch}>
      {launch.data ? <Links launch={launch.data} /> : null}
    </Page>
  );
}

function Links({ launch }: { readonly launch: Launch }) {
  const { t } = useTranslation();
  const [filters, setFilters] = useUrlState(defaults);
  const reachesFurther = !['self', null].includes(usePermission('inventory.hold'));
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const [cards, setCards] = useState<readonly Link[]>([]);
  const pages = useApiPages(
    inventory.buyers,
    {
      params: { launchId: launch.id },
      query: { limit: 200, mine: String(filters.mine) },
    } as never,
    live,
  );
  const issue = useApiCommand(inventory.buyerLinks);
  const revoke = useApiCommand(inventory.revokeLinks);
  const params = { launchId: launch.id };
  const may = pages.rows.filter((row) => row.whyNot.link === null);
  const make = async (buyerIds: readonly string[], renew = false): Promise<readonly Link[]> => {
    const made: Link[] = [];
    for (let from = 0; from < buyerIds.length; from += AT_ONCE) {
      const some = buyerIds.slice(from, from + AT_ONCE);
      made.push(...(await issue.mutateAsync({ params, body: { buyerIds: some, renew } })).links);
    }
    setCards((before) => [...before.filter((one) => !made.some(({ buyerId }) => buyerId === one.buyerId)), ...made]);
    return made;
  };
  const actions = (row: Buyer) => (
    <span className="row-actions">
      <ActionButton
        size="small"
        label={t('inventory.links.copy')}
        disabledReason={row.whyNot.link}
        onClick={async () => {
          const [link] = await make([row.id]);
          await copy(link ? addressOf(link) : '');
          showDone(t('inventory.links.copied'));
        }}
      />
      {row.link === null ? null : (
        <>
          <ActionButton
            size="small"
            label={t('inventory.links.renew')}
            disabledReason={row.whyNot.link}
            onClick={async () => {
              const title = `${t('inventory.links.renew')} · ${row.customer.name}`;
              if (await askConfirm({ title, text: t('inventory.links.renew.text') })) await make([row.id], true);
            }}
          />
          <ActionButton
            size="small"
            danger
            label={t('inventory.links.revoke')}
            disabledReason={row.whyNot.link}
            onClick={async () => {
              const title = `${t('inventory.links.revoke')} · ${row.customer.name}`;
              const reason = await askReason({ title, danger: true, required: false });
              if (reason === null) return;
              await revoke.mutateAsync({ params, body: { buyerIds: [row.id], reason } });
              setCards((before) => before.filter(({ buyerId }) => buyerId !== row.id));
              showDone(t('inventory.links.revoked'));
            }}
          />
        </>
      )}
    </span>
  );
  const check = (row: Buyer) => (
    <Checkbox
      checked={wanted.includes(row.id)}
      disabled={row.whyNot.link !== null}
      aria-label={row.customer.name}
      onChange={({ target }) => setWanted(target.checked ? [...wanted, row.id] : wanted.filter((id) => id !== row.id))}
    />
  );
  return (
    <>
      <div className="no-print">
        <p className="muted">{t('inventory.links.text')}</p>
        <div className="bulk-line">
          <Checkbox
            checked={may.length > 0 && wanted.length === may.length}
            indeterminate={wanted.length > 0 && wanted.length < may.length}
            onChange={({ target }) => setWanted(target.checked ? may.map(({ id }) => id) : [])}
          >
            {t('inventory.links.all')}
          </Checkbox>
          <ActionButton
            type="primary"
            label={t('inventory.links.make', { count: wanted.length })}
            disabled={wanted.length === 0}
            onClick={async () => void (await make(wanted))}
          />
          {cards.length > 0 ? <Button onClick={() => window.print()}>{t('inventory.links.print')}</Button> : null}
          {reachesFurther ? (
            <Checkbox checked={filters.mine} onChange={({ target }) => setFilters({ mine: target.checked })}>
              {t('inventory.links.mine')}
            </Checkbox>
          ) : null}
          {pages.hasMore ? <Button onClick={pages.loadMore}>…</Button> : null}
        </div>
      </div>
      <Cards
        launch={launch}
        cards={cards}
        choosesAt={(id) => pages.rows.find((row) => row.id === id)?.choosesAt ?? launch.opensAt}
      />
      <div className="no-print">
        <DataList
          pages={pages}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t('inventory.launch.buyers.empty')} />}
          columns={[
            { title: '', width: 44, render: (_, row) => check(row) },
            {
              title: t('inventory.launch.number'),
              width: 60,
              align: 'right',
              render: (_, row) => row.orderNumber ?? '—',
            },
            { title: t('inventory.customer'), width: 130, render: (_, row) => row.customer.name },
            { title: t('inventory.consultant'), width: 110, render: (_, row) => row.consultant.name },
            { title: t('inventory.links.column'), width: 170, render: (_, row) => <LinkState buyer={row} /> },
            { title: '', width: 260, render: (_, row) => actions(row) },
          ]}
          card={(row) => (
            <PhoneCard
              title={
                <>
                  {check(row)} {row.orderNumber ?? '—'} {row.customer.name}
                </>
              }
              extra={<LinkState buyer={row} />}
              lines={[row.consultant.name]}
              actions={actions(row)}
            />
          )}
        />
      </div>
    </>
  );
}

const addressOf = (link: Link): string => `${location.origin}${link.path}`;

/** A page without a secure address has no clipboard: then the text is chosen and copied the old way. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

interface CardsProps {
  readonly launch: Launch;
  readonly cards: readonly Link[];
  readonly choosesAt: (buyerId: string) => string;
}
function Cards({ launch, cards, choosesAt }: CardsProps) {
  const { t } = useTranslation();
  const pictures = usePictures(cards);
  return (
    <div className="link-cards">
      {cards.map((card) => (
        <section key={card.buyerId} className="link-card">
          <h3>{launch.name}</h3>
          {pictures.get(card.path) ? (
            <img src={pictures.get(card.path)} alt={t('inventory.links.scan')} width={168} height={168} />
          ) : (
            <div className="link-card-blank" />
          )}
          <b>
            {card.orderNumber === null ? '' : `${t('inventory.press.number', { number: card.orderNumber })} · `}
            {card.customer.name}
          </b>
          <span>{t('inventory.links.opens', { at: formatInstant(choosesAt(card.buyerId)) })}</span>
          <span>
            {t('inventory.consultant')} {card.consultant.name}
          </span>
          <small>{t('inventory.links.keep')}</small>
        </section>
      ))}
    </div>
  );
}

/** The codes as pictures, drawn here: no secret leaves for another's service. */
function usePictures(cards: readonly Link[]): ReadonlyMap<string, string> {
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map());
  const missing = useMemo(() => cards.filter(({ path }) => !pictures.has(path)), [cards, pictures]);
  useEffect(() => {
    if (missing.length === 0) return;
    let isOver = false;
    void import('qrcode').then(async ({ default: qrcode }) => {
      const drawn = new Map<string, string>();
      for (const link of missing)
        drawn.set(link.path, await qrcode.toDataURL(addressOf(link), { margin: 1, width: 336 }));
      if (!isOver) setPictures((before) => new Map([...before, ...drawn]));
    });
    return () => {
      isOver = true;
    };
  }, [missing]);
  return pictures;
}
