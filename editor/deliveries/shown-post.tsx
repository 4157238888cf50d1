import { firstPart } from "#engine/post.ts";
import { shownLink } from "../ui/link-card.ts";
import { picturesOf } from "../ui/picture.ts";
import { PostCard } from "../ui/post-card.tsx";
import type { DeliveryDetail } from "./delivery-state.tsx";

/** What a delivery says, or will say, as its network shows it. */
export function ShownPost({ delivery: { account, item, text, link, post } }: { delivery: DeliveryDetail }) {
  const first = firstPart(post);
  return (
    <PostCard
      post={{
        network: account.network,
        name: account.name,
        handle: account.handle,
        avatar: account.avatar,
        text,
        link,
        original: first.original,
        warning: first.warning,
        visibility: first.visibility,
        media: picturesOf(first.media ?? [], account.network),
        ...shownLink(first, account.network, { title: item?.title ?? null, picture: item?.picture ?? null }),
      }}
    />
  );
}
