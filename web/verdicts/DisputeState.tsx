import { useTranslation } from 'react-i18next';
import { StateTag } from '../shell/parts/StateTag.tsx';

const tones = { talking: 'active', mediation: 'waiting', appealed: 'waiting', settled: 'neutral' } as const;

/** Where a dispute stands; once settled, how. */
export function DisputeState({ dispute }: { dispute: { state: keyof typeof tones; verdict: string | null } }) {
  const { t } = useTranslation();
  const settled = dispute.state === 'settled' && dispute.verdict !== null;
  return (
    <StateTag tone={tones[dispute.state]}>
      {settled ? t(`verdicts.verdict.${dispute.verdict}`) : t(`verdicts.state.${dispute.state}`)}
    </StateTag>
  );
}
