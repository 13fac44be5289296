/** The sales-control board of a site: building by building, live, with what may be done about a room one press away. */
import { FundProjectionScreenOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/parts/Page.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { BoardFilters } from './BoardFilters.tsx';
import { BoardGrid } from './BoardGrid.tsx';
import { matcherOf } from './board-layout.ts';
import { boardDefaults } from './filters.ts';
import './inventory.css';
import { Legend } from './Legend.tsx';
import { MoreLinks } from './MoreLinks.tsx';
import { useBoard, useGrids } from './use-board.ts';

const UnitDrawer = lazy(async () => ({ default: (await import('./UnitDrawer.tsx')).UnitDrawer }));
const ALL = '*';

export function BoardPage() {
  const { t } = useTranslation();
  const site = useSite();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const [filters, setFilters] = useUrlState(boardDefaults);
  const board = useBoard(site.id);
  const { data } = board;
  const cells = data?.cells;
  const buildings = data?.buildings ?? [];
  const firstFree = buildings.find(({ counts }) => (counts.available ?? 0) > 0) ?? buildings[0];
  const shown =
    filters.building === ALL || buildings.some(({ building }) => building === filters.building)
      ? filters.building
      : (firstFree?.building ?? '');
  const all = useGrids(cells);
  const grids = shown === ALL ? all : all.filter(({ key }) => key === shown);
  const matches = useMemo(() => matcherOf(filters), [filters]);
  const inSight = useMemo(
    () => (cells ?? []).filter((cell) => shown === ALL || cell.building === shown),
    [cells, shown],
  );
  const open = useCallback((unit: string) => setFilters({ unit }), [setFilters]);
  const close = useCallback(() => setFilters({ unit: '' }), [setFilters]);
  const dense = shown === ALL || filters.dense;
  return (
    <Page
      title={t('inventory.board.title')}
      subtitle={
        data && !isPhone ? t('inventory.board.free', { free: free(data.cells), count: data.cells.length }) : undefined
      }
      query={board}
      actions={
        isPhone ? null : (
          <>
            <MoreLinks />
            <Button
              icon={<FundProjectionScreenOutlined />}
              onClick={() => void navigate({ to: `/board/${site.id}/units` })}
            >
              {t('inventory.wall')}
            </Button>
          </>
        )
      }
      filters={
        <>
          <BoardFilters filters={filters} cells={cells ?? []} onChange={setFilters} />
          {isPhone ? <MoreLinks /> : null}
        </>
      }
    >
      {buildings.length === 0 ? (
        <NoRooms />
      ) : (
        <>
          {isPhone ? (
            <Select
              value={shown}
              style={{ width: '100%', marginBottom: 8 }}
              aria-label={t('inventory.building')}
              onChange={(building) => setFilters({ building })}
              options={[
                ...buildings.map(({ building, counts }) => ({
                  value: building,
                  label: t('inventory.building.free', { building, free: counts.available ?? 0 }),
                })),
                { value: ALL, label: t('inventory.building.all') },
              ]}
            />
          ) : (
            <div className="board-tabs" role="tablist" aria-label={t('inventory.building')}>
              {[...buildings, null].map((one) => {
                const value = one?.building ?? ALL;
                return (
                  <button
                    key={value}
                    type="button"
                    role="tab"
                    aria-selected={shown === value}
                    className={shown === value ? 'is-here' : ''}
                    onClick={() => setFilters({ building: value })}
                  >
                    {one ? (
                      <>
                        {one.building} <small>{one.counts.available ?? 0}</small>
                      </>
                    ) : (
                      t('inventory.building.all')
                    )}
                  </button>
                );
              })}
            </div>
          )}
          <Legend cells={inSight} state={filters.state} onState={(state) => setFilters({ state })} />
          <div className={shown === ALL ? 'board-buildings' : 'board-one'}>
            {grids.map((grid) => (
              <div key={grid.key} className="board-scroll">
                {shown === ALL ? <h2>{grid.building}</h2> : null}
                <BoardGrid grid={grid} matches={matches} dense={dense} onOpen={open} />
              </div>
            ))}
          </div>
        </>
      )}
      {filters.unit ? (
        <Suspense fallback={null}>
          <UnitDrawer unitId={filters.unit} onClose={close} />
        </Suspense>
      ) : null}
    </Page>
  );
}

const free = (cells: readonly { readonly state: string }[]): number =>
  cells.filter(({ state }) => state === 'available').length;

function NoRooms() {
  const { t } = useTranslation();
  const mayEdit = usePermission('inventory.edit');
  const mayRun = usePermission('imports.run');
  const mayImport = mayEdit !== null && mayRun !== null;
  return (
    <EmptyState title={t('inventory.board.empty')} text={t('inventory.board.empty.text')}>
      {mayImport ? <Link to="/imports">{t('inventory.import')}</Link> : null}
    </EmptyState>
  );
}
