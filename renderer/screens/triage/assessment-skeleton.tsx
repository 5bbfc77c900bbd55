import { Skeleton } from '@mantine/core';
import { LoadingRows } from '../../components/loading-rows.tsx';
import classes from './assessment.module.css';

/** The room that an assessment will take. */
export function AssessmentSkeleton() {
  return (
    <div className={classes.screen}>
      <div className={classes.bannerRoom}>
        <Skeleton height={30} width={460} />
      </div>
      <div className={classes.panes}>
        <div className={classes.pane}>
          <LoadingRows rows={7} label="Reading the intake" />
        </div>
        <div className={classes.pane}>
          <LoadingRows rows={9} label="Reading the proposal" />
        </div>
        <div className={classes.pane}>
          <LoadingRows rows={5} label="Reading the evidence" />
        </div>
      </div>
    </div>
  );
}
