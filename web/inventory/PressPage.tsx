/** Launch day in the hand: my buyer, my favourites, one tap, and the answer at once. What is gone is answered with what is still free. */
import { StarFilled, StarOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { FreeUnit } from '#contract/inventory-launch.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { z } from 'zod';
import { ApiError } from '../shell/api.ts';
import { serverNow } from '../shell/clock.ts';
import { showError } from '../shell/feedback.tsx';
import { formatFull, formatTime, formatWan } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { Page } from '../shell/parts/Page.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { CountDown } from './CountDown.tsx';
import { useFavourites } from './favourites.ts';
import './inventory.css';
import './press.css';
import { useBoard } from './use-board.ts';
import { useSecond } from './use-second.ts';
import { areaText, type BoardCell } from './words.ts';

type Free = z.output<typeof FreeUnit>;
type Launch = ResponseOf<typeof inventory.launch>;
type Said =
  | { readonly kind: 'got'; readonly code: string; readonly until: string }
  | { readonly kind: 'no'; readonly error: ApiError; readonly free: readonly Free[] };

const defaults = { buyer: '', building: '', layout: '', all: false };
const live = { live: ['inventory'] } as const;

export function PressPage() {
  const { launchId } = useRouteParams<'launchId'>();
  const { t } = useTranslation();
  const launch = useApiQuery(inventory.launch, { params: { launchId } }, live);
  return (
    <Page title={launch.data?.name ?? t('inventory.press.title')} query={launch}>
      {launch.data ? <Pressing launch={launch.data} /> : null}
    </Page>
  );
}

function Pressing({ launch }: { readonly launch: Launch }) {
  const { t } = useTranslation();
  const [filters, setFilters] = useUrlState(defaults);
  const board = useBoard(launch.siteId);
  const mine = useApiPages(
    inventory.buyers,
    { params: { launchId: launch.id }, query: { mine: 'true', limit: 200 } } as never,
    live,
  );
  const buyer = mine.rows.find(({ id }) => id === filters.buyer) ?? mine.rows[0];
  const favourites = useFavourites(launch.id);
  const [said, setSaid] = useState<Said | null>(null);
  const press = useApiCommand(inventory.press);
  const [pressing, setPressing] = useState<string | null>(null);
  const opensAt = buyer?.choosesAt ?? launch.opensAt;
  useSecond(); // looks again every second; the instant itself is exact
  const isOpen = board.data !== undefined && serverNow() >= Date.parse(opensAt) && launch.state === 'ready';
  const units = useMemo(
    () => (board.data?.cells ?? []).filter(({ launchId }) => launchId === launch.id),
    [board.data, launch.id],
  );
  const choose = async (unitId: string): Promise<void> => {
    if (!buyer || pressing) return;
    setPressing(unitId);
    try {
      const got = await press.mutateAsync({ params: { launchId: launch.id }, body: { buyerId: buyer.id, unitId } });
      setSaid({ kind: 'got', code: got.code, until: got.expiresAt });
      navigator.vibrate?.(200);
    } catch (error) {
      if (!(error instanceof ApiError) || error.outcomeUnknown) showError(error);
      else setSaid({ kind: 'no', error, free: (error.detail.free as readonly Free[] | undefined) ?? [] });
    } finally {
      setPressing(null);
    }
  };
  if (!mine.isLoading && mine.rows.length === 0)
    return <EmptyState title={t('inventory.press.nobody')} text={t('inventory.press.nobody.text')} />;
  const starred = favourites.ids.flatMap((id) => units.find((cell) => cell.id === id) ?? []);
  const listed = units.filter(
    (cell) =>
      (filters.all || cell.state === 'available') &&
      (filters.building === '' || cell.building === filters.building) &&
      (filters.layout === '' || cell.layout === filters.layout),
  );
  const row = (cell: BoardCell, isStarred: boolean) => (
    <PressRow
      key={cell.id}
      cell={cell}
      isStarred={isStarred}
      disabled={!isOpen || pressing !== null}
      busy={pressing === cell.id}
      onStar={() => favourites.toggle(cell.id)}
      onPress={() => void choose(cell.id)}
    />
  );
  const options = (values: readonly string[]) => [...new Set(values)].sort().map((value) => ({ value, label: value }));
  return (
    <div className="press">
      {mine.rows.length > 1 ? (
        <Select
          value={buyer?.id}
          style={{ width: '100%' }}
          aria-label={t('inventory.customer')}
          onChange={(id) => setFilters({ buyer: id })}
          options={mine.rows.map((one) => ({ value: one.id, label: `${one.orderNumber ?? ''} ${one.customer.name}` }))}
        />
      ) : null}
      {buyer ? (
        <p className="press-who">
          <b>{buyer.customer.name}</b>
          {buyer.orderNumber === null ? null : (
            <span>{t('inventory.press.number', { number: buyer.orderNumber })}</span>
          )}
          {launch.calling === null ? null : (
            <span className="muted">{t('inventory.launch.calling', { number: launch.calling })}</span>
          )}
          {buyer.chosen.length > 0 ? (
            <span className="press-got">{buyer.chosen.map(({ code }) => code).join(' ')}</span>
          ) : null}
        </p>
      ) : null}
      {launch.state === 'closed' ? (
        <p className="muted">{t('inventory.launch.closed')}</p>
      ) : isOpen ? (
        <p className="press-open">{t('inventory.press.open')}</p>
      ) : (
        <CountDown at={opensAt} label={t('inventory.launch.until')} />
      )}
      {said ? (
        <Answer
          said={said}
          units={units}
          onClose={() => setSaid(null)}
          onPress={choose}
          disabled={!isOpen || pressing !== null}
        />
      ) : null}
      <h2 className="section-title">{t('inventory.press.favourites')}</h2>
      {starred.length === 0 ? (
        <p className="muted">{t('inventory.press.star')}</p>
      ) : (
        starred.map((cell) => row(cell, true))
      )}
      <h2 className="section-title">{t('inventory.press.all', { count: listed.length })}</h2>
      <div className="press-filters">
        <Select
          allowClear
          value={filters.building || undefined}
          placeholder={t('inventory.building')}
          aria-label={t('inventory.building')}
          onChange={(value?: string) => setFilters({ building: value ?? '' })}
          options={options(units.map(({ building }) => building))}
        />
        <Select
          allowClear
          value={filters.layout || undefined}
          placeholder={t('inventory.layout')}
          aria-label={t('inventory.layout')}
          onChange={(value?: string) => setFilters({ layout: value ?? '' })}
          options={options(units.map(({ layout }) => layout).filter(Boolean))}
        />
      </div>
      {listed.map((cell) => row(cell, favourites.ids.includes(cell.id)))}
    </div>
  );
}

interface PressRowProps {
  readonly cell: BoardCell;
  readonly isStarred: boolean;
  readonly disabled: boolean;
  readonly busy: boolean;
  readonly onStar: () => void;
  readonly onPress: () => void;
}

function PressRow({ cell, isStarred, disabled, busy, onStar, onPress }: PressRowProps) {
  const { t } = useTranslation();
  const isFree = cell.state === 'available';
  return (
    <div className={isFree ? 'press-row' : 'press-row is-gone'}>
      <button
        type="button"
        className="press-star"
        aria-pressed={isStarred}
        aria-label={t('inventory.press.favourite', { unit: cell.code })}
        onClick={onStar}
      >
        {isStarred ? <StarFilled /> : <StarOutlined />}
      </button>
      <span className="press-what">
        <b>{cell.code}</b>
        <small>
          {cell.layout} {areaText(cell.area)} {formatWan(cell.price)}
        </small>
      </span>
      <button type="button" className="press-button" disabled={disabled || !isFree} aria-busy={busy} onClick={onPress}>
        {isFree ? t('inventory.press.choose') : t(`inventory.state.${cell.state}`)}
      </button>
    </div>
  );
}

interface AnswerProps {
  readonly said: Said;
  readonly units: readonly BoardCell[];
  readonly disabled: boolean;
  readonly onClose: () => void;
  readonly onPress: (unitId: string) => Promise<void>;
}

function Answer({ said, units, disabled, onClose, onPress }: AnswerProps) {
  const { t } = useTranslation();
  if (said.kind === 'got')
    return (
      <div className="press-answer is-got" role="status">
        <b>{t('inventory.press.got', { unit: said.code })}</b>
        <span title={formatFull(said.until)}>{t('inventory.press.until', { at: formatTime(said.until) })}</span>
        <button type="button" onClick={onClose}>
          {t('shell.close')}
        </button>
      </div>
    );
  const free = said.free.filter(({ id }) => units.find((cell) => cell.id === id)?.state !== 'held');
  return (
    <div className="press-answer is-no" role="alert">
      <b>{textOf(said.error)}</b>
      {free.length > 0 ? <span>{t('inventory.press.instead')}</span> : null}
      {free.map((one) => (
        <button
          key={one.id}
          type="button"
          className="press-button"
          disabled={disabled}
          onClick={() => void onPress(one.id)}
        >
          {one.code} {one.layout} {formatWan(one.price)}
        </button>
      ))}
      <button type="button" onClick={onClose}>
        {t('shell.close')}
      </button>
    </div>
  );
}
