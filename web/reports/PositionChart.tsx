/** What was sold and collected against the plan, both added up day by day. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../shell/parts/Chart.tsx';
import { brand } from '../shell/theme.ts';
import type { Position } from './PositionPage.tsx';

const wan = (fen: number | undefined): number | null => (fen === undefined ? null : Math.round(fen / 10_000) / 100);

export function PositionChart({ days }: { readonly days: Position['days'] }) {
  const { t } = useTranslation();
  const option = useMemo(() => {
    const line = (name: string, color: string, data: (number | null)[], planned: boolean) => ({
      name,
      type: 'line',
      showSymbol: false,
      color,
      lineStyle: planned ? { type: 'dashed', width: 1 } : { width: 2 },
      data,
    });
    const hasPlan = days.some(({ due }) => due !== null);
    const planned = (key: 'salesFen' | 'collectionsFen') => days.map(({ due }) => wan(due?.[key]));
    const actual = (key: 'salesFen' | 'collectionsFen') => days.map((day) => wan(day.actual?.[key]));
    return {
      grid: { left: 56, right: 16, top: 36, bottom: 28 },
      xAxis: { type: 'category', data: days.map((one) => one.day.slice(8)) },
      yAxis: { type: 'value', name: t('reports.wan') },
      series: [
        line(t('reports.position.sales'), brand, actual('salesFen'), false),
        ...(hasPlan ? [line(t('reports.position.salesPlan'), brand, planned('salesFen'), true)] : []),
        line(t('reports.position.collections'), '#b7791f', actual('collectionsFen'), false),
        ...(hasPlan ? [line(t('reports.position.collectionsPlan'), '#b7791f', planned('collectionsFen'), true)] : []),
      ],
    };
  }, [days, t]);
  return <Chart option={option} height={260} label={t('reports.position.title')} />;
}
