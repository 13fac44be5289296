/** Decisions by day, and how many of them overruled another. */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { brand } from '../shell/theme.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Day {
  readonly day: string;
  readonly decisions: number;
  readonly overrides: number;
}

export function ReportChart({ days }: { readonly days: readonly Day[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    chart.setOption({
      aria: { enabled: true },
      animation: false,
      grid: { left: 48, right: 40, top: 36, bottom: 28 },
      legend: { top: 0 },
      tooltip: { trigger: 'axis', renderMode: 'richText' },
      xAxis: { type: 'category', data: days.map((one) => one.day.slice(5)) },
      // Overrides are few: on the scale of the decisions they would not be seen.
      yAxis: [
        { type: 'value', minInterval: 1 },
        { type: 'value', minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        {
          name: t('journal.reports.decisions'),
          type: 'bar',
          barMaxWidth: 28,
          color: brand,
          data: days.map((one) => one.decisions),
        },
        {
          name: t('journal.reports.overrides'),
          type: 'line',
          yAxisIndex: 1,
          showSymbol: false,
          color: '#b7791f',
          data: days.map((one) => one.overrides),
        },
      ],
    });
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(box.current);
    return () => {
      resize.disconnect();
      chart.dispose();
    };
  }, [days, t]);
  return <div ref={box} style={{ height: 240, marginBottom: 8 }} role="img" aria-label={t('journal.reports.title')} />;
}
