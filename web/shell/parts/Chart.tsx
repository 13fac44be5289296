/** A chart. To be imported only by files that are loaded when a chart is looked at: the library is the heaviest part of the product. */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

const common = {
  aria: { enabled: true },
  animation: false,
  legend: { top: 0, type: 'scroll' }, // in one line on a phone too: a second one would lie over the axis
  tooltip: { trigger: 'axis', renderMode: 'richText' },
} as const;

interface ChartProps {
  /** Axes, series and whatever differs from the common look; the same object while nothing changed. */
  readonly option: EChartsCoreOption;
  readonly height: number;
  readonly label: string;
}

export function Chart({ option, height, label }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    chart.setOption({ ...common, ...option });
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(box.current);
    return () => {
      resize.disconnect();
      chart.dispose();
    };
  }, [option]);
  return <div ref={box} style={{ height, marginBottom: 12 }} role="img" aria-label={label} />;
}
