import { Route, Switch } from "wouter";
import { Lost } from "./shell/lost.tsx";
import { lazy } from "./ui/lazy.ts";

const LeavePage = lazy(async () => ({ default: (await import("./mine/leave-page.tsx")).LeavePage }));
const FollowedPage = lazy(async () => ({ default: (await import("./colleagues/followed-page.tsx")).FollowedPage }));
const TrainingPage = lazy(async () => ({ default: (await import("./training/training-page.tsx")).TrainingPage }));
const LessonPage = lazy(async () => ({ default: (await import("./training/lesson-page.tsx")).LessonPage }));
const CertificatePage = lazy(async () => ({
  default: (await import("./training/certificate-page.tsx")).CertificatePage,
}));
const MentorsPage = lazy(async () => ({ default: (await import("./mentors/mentors-page.tsx")).MentorsPage }));
const OwnPortraitPage = lazy(async () => ({
  default: (await import("./portraits/own-page.tsx")).OwnPortraitPage,
}));
const ThanksPage = lazy(async () => ({ default: (await import("./thanks/thanks-page.tsx")).ThanksPage }));
const SurveyPage = lazy(async () => ({ default: (await import("./survey/survey-page.tsx")).SurveyPage }));
const ObjectionsPage = lazy(async () => ({ default: (await import("./survey/objections-page.tsx")).ObjectionsPage }));
const AskedPage = lazy(async () => ({ default: (await import("./briefs/asked-page.tsx")).AskedPage }));
const CommentPage = lazy(async () => ({ default: (await import("./cues/comment-page.tsx")).CommentPage }));
const NoticesPage = lazy(async () => ({ default: (await import("./notices/notices-page.tsx")).NoticesPage }));
const CharterPage = lazy(async () => ({ default: (await import("./charter/charter-page.tsx")).CharterPage }));
const SentPage = lazy(async () => ({ default: (await import("./suggest/sent-page.tsx")).SentPage }));
const DraftPage = lazy(async () => ({ default: (await import("./suggest/draft-page.tsx")).DraftPage }));
const TakePage = lazy(async () => ({ default: (await import("./accounts/take-page.tsx")).TakePage }));
const ChoosePage = lazy(async () => ({ default: (await import("./accounts/choose-page.tsx")).ChoosePage }));
const DeskPage = lazy(async () => ({ default: (await import("./suggest/desk-page.tsx")).DeskPage }));
const AccountPage = lazy(async () => ({ default: (await import("./accounts/account-page.tsx")).AccountPage }));
const RecallPage = lazy(async () => ({ default: (await import("./crisis/recall-page.tsx")).RecallPage }));

/** Everybody's own pages on which nobody begins: a part of its own, for the first load would name the parts of each of them. */
export default function OwnPages() {
  return (
    <Switch>
      <Route path="/me/followed" component={FollowedPage} />
      <Route path="/me/portraits/:id">{({ id }) => <OwnPortraitPage key={id} id={id} />}</Route>
      <Route path="/me/leave" component={LeavePage} />
      <Route path="/training" component={TrainingPage} />
      <Route path="/training/certificate" component={CertificatePage} />
      <Route path="/training/:name">{({ name }) => <LessonPage key={name} name={name} />}</Route>
      <Route path="/mentors" component={MentorsPage} />
      <Route path="/thanks" component={ThanksPage} />
      <Route path="/survey" component={SurveyPage} />
      <Route path="/objections" component={ObjectionsPage} />
      <Route path="/asked/:id?">{({ id }) => <AskedPage key={id} id={id} />}</Route>
      <Route path="/comment/:id?">{({ id }) => <CommentPage key={id} id={id} />}</Route>
      <Route path="/charter" component={CharterPage} />
      <Route path="/notices" component={NoticesPage} />
      <Route path="/suggest/sent" component={SentPage} />
      <Route path="/suggest/:id">{({ id }) => <DraftPage key={id} id={id} />}</Route>
      <Route path="/accounts/:id/take">{({ id }) => <TakePage id={id} />}</Route>
      <Route path="/accounts/choose/:id">{({ id }) => <ChoosePage id={id} />}</Route>
      <Route path="/suggestions" component={DeskPage} />
      <Route path="/recall" component={RecallPage} />
      <Route path="/accounts/:id">{({ id }) => <AccountPage key={id} id={id} />}</Route>
      <Route component={Lost} />
    </Switch>
  );
}
