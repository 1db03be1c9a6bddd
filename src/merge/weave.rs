//! New things put into an order that the owner made: each behind the one that it follows in the order we know.

/// The order `kept`, with those of `wanted` that `is_new` put where they belong: where both are sorted, so that the
/// result is; otherwise behind their neighbours.
pub fn weave<K: Clone + Ord>(kept: &[K], wanted: &[K], is_new: impl Fn(&K) -> bool) -> Vec<K> {
    if !kept.is_sorted() || !wanted.is_sorted() {
        return follow(kept, wanted, is_new);
    }
    let mut woven = kept.to_vec();
    for key in wanted.iter().filter(|key| is_new(key)) {
        woven.insert(woven.partition_point(|other| other < key), key.clone());
    }
    woven
}

/// The order `kept`, with those of `wanted` that `is_new` behind the one that they follow there: in front of everything
/// where they follow none, and at the end where the two orders have nothing in common.
pub fn follow<K: Clone + Ord>(kept: &[K], wanted: &[K], is_new: impl Fn(&K) -> bool) -> Vec<K> {
    let mut woven = kept.to_vec();
    if wanted.iter().all(|key| is_new(key) || !kept.contains(key)) {
        woven.extend(wanted.iter().filter(|key| is_new(key)).cloned());
        return woven;
    }
    for (at, key) in wanted.iter().enumerate().filter(|(_, key)| is_new(key)) {
        let place = behind(&woven, &wanted[..at]);
        woven.insert(place + passed(&woven[place..], key, wanted), key.clone());
    }
    woven
}

/// The place behind the last of these that stands in the order.
pub fn behind<K: PartialEq>(order: &[K], before: &[K]) -> usize {
    before.iter().rev().find_map(|key| order.iter().position(|other| other == key)).map_or(0, |at| at + 1)
}

/// How many of those at this place a new one is put behind: what the owner has there alone, and comes first by name, so
/// that of two who each add something it is no matter who was first.
pub fn passed<K: Ord>(order: &[K], key: &K, wanted: &[K]) -> usize {
    order.iter().take_while(|other| *other < key && !wanted.contains(other)).count()
}

#[cfg(test)]
mod tests {
    use super::weave;

    fn woven(kept: &str, wanted: &str) -> String {
        let [kept, wanted] = [kept, wanted].map(|keys| keys.chars().collect::<Vec<_>>());
        weave(&kept, &wanted, |key| !kept.contains(key)).into_iter().collect()
    }

    #[test]
    fn a_new_one_stands_behind_its_neighbour() {
        assert_eq!(woven("zxa", "znxa"), "znxa");
        assert_eq!(woven("zxa", "nzx"), "nzxa");
        assert_eq!(woven("zmxa", "zloxa"), "zlmoxa");
    }

    #[test]
    fn what_is_sorted_stays_sorted() {
        assert_eq!(woven("abde", "acd"), "abcde");
        assert_eq!(woven("ab", "cd"), "abcd");
    }

    #[test]
    fn what_the_neighbour_is_gone_from_is_put_behind_the_one_before() {
        assert_eq!(woven("xa", "xbna"), "xbna");
        assert_eq!(woven("", "ba"), "ba");
    }

    #[test]
    fn what_has_no_neighbour_at_all_comes_last() {
        assert_eq!(woven("zx", "ba"), "zxba");
    }
}
