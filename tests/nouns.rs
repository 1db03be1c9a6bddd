//! Nouns that people name modules by: each one's singular and plural, by the crate's own small table.

use scaffold::spec::inflect::{plural, singular};
use scaffold::spec::{Entity, ModuleName};

/// One and many.
const NOUNS: &str = "
    account accounts        achievement achievements  action actions          activity activities
    address addresses       agency agencies           agenda agendas          agreement agreements
    album albums            alert alerts              alias aliases           allergy allergies
    ambulance ambulances    analysis analyses         animal animals          announcement announcements
    answer answers          api apis                  apology apologies       appendix appendices
    appointment appointments approach approaches      archive archives        area areas
    article articles        artist artists            asset assets            assignment assignments
    atlas atlases           attachment attachments    attribute attributes    auction auctions
    audience audiences      author authors            axis axes               backup backups
    badge badges            balance balances          bank banks              banner banners
    batch batches           battery batteries         beach beaches           belief beliefs
    bench benches           bias biases               bicycle bicycles        billing billings
    birthday birthdays      block blocks              blog blogs              boat boats
    bonus bonuses           book books                bookmark bookmarks      bookshelf bookshelves
    boss bosses             bottle bottles            box boxes               branch branches
    brand brands            breeze breezes            bridge bridges          brush brushes
    budget budgets          building buildings        bureau bureaus          bus buses
    business businesses     button buttons            cache caches            calendar calendars
    campaign campaigns      campus campuses           canvas canvases         car cars
    card cards              career careers            cargo cargoes           cart carts
    case cases              category categories       cause causes            census censuses
    century centuries       certificate certificates  chair chairs            challenge challenges
    channel channels        chapter chapters          charge charges          chat chats
    check checks            child children            choice choices          church churches
    city cities             claim claims              class classes           clause clauses
    client clients          clinic clinics            clothe clothes          coach coaches
    code codes              collection collections    color colors            comment comments
    community communities   company companies         computer computers      condition conditions
    contact contacts        contest contests          contract contracts      conversation conversations
    cookie cookies          copy copies               country countries       course courses
    courier couriers        credit credits            crisis crises           criterion criteria
    cup cups                curriculum curricula      currency currencies     customer customers
    dashboard dashboards    database databases        day days                deal deals
    delivery deliveries     department departments    device devices          diagnosis diagnoses
    diary diaries           dictionary dictionaries   discount discounts      disease diseases
    dish dishes             doctor doctors            document documents      donkey donkeys
    draft drafts            dress dresses             drive drives            echo echoes
    edge edges              email emails              embassy embassies       employee employees
    enemy enemies           entity entities           entry entries           envelope envelopes
    error errors            event events              exam exams              exchange exchanges
    excuse excuses          exercise exercises        expense expenses        experience experiences
    eye eyes                face faces                factory factories       family families
    favorite favorites      feature features          fee fees                file files
    flag flags              flash flashes             fleet fleets            flight flights
    folder folders          foot feet                 form forms              franchise franchises
    friend friends          function functions        galaxy galaxies         gallery galleries
    game games              gas gases                 genre genres            gift gifts
    glass glasses           glove gloves              goal goals              goose geese
    grade grades            grant grants              group groups            guest guests
    guide guides            half halves               hash hashes             hero heroes
    hobby hobbies           holiday holidays          horse horses            hospital hospitals
    hotel hotels            house houses              human humans            hypothesis hypotheses
    idea ideas              identity identities       image images            inbox inboxes
    index indices           industry industries       influencer influencers  ingredient ingredients
    insurance insurances    interview interviews      inventory inventories   invitation invitations
    invoice invoices        issue issues              item items              journey journeys
    judge judges            key keys                  kiss kisses             knife knives
    label labels            language languages        lead leads              leaf leaves
    league leagues          lease leases              ledger ledgers          lens lenses
    lesson lessons          letter letters            library libraries       license licenses
    life lives              like likes                link links              list lists
    loan loans              location locations        loss losses             machine machines
    man men                 map maps                  market markets          match matches
    matrix matrices         measure measures          member members          memo memos
    menu menus              message messages          metric metrics          milestone milestones
    mix mixes               model models              mosquito mosquitoes     mouse mice
    movie movies            movement movements        nebula nebulas          niche niches
    note notes              notice notices            notification notifications nurse nurses
    oasis oases             object objects            octopus octopuses       offer offers
    office offices          olive olives              option options          order orders
    organization organizations ox oxen                page pages              panel panels
    parcel parcels          parenthesis parentheses   parking parkings        partner partners
    party parties           pass passes               patch patches           patient patients
    payment payments        penalty penalties         permission permissions  person people
    phase phases            phenomenon phenomena      phone phones            photo photos
    phrase phrases          piano pianos              picture pictures        pizza pizzas
    place places            plan plans                platform platforms      play plays
    playlist playlists      podcast podcasts          policy policies         poll polls
    post posts              potato potatoes           prefix prefixes         premise premises
    price prices            privilege privileges      prize prizes            process processes
    product products        profile profiles          project projects        promise promises
    property properties     proxy proxies             purchase purchases      purpose purposes
    quantity quantities     quay quays                query queries           question questions
    queue queues            quiz quizzes              quota quotas            quote quotes
    race races              rating ratings            reaction reactions      receipt receipts
    recipe recipes          record records            refund refunds          region regions
    release releases        reply replies             report reports          repository repositories
    request requests        reservation reservations  response responses      restaurant restaurants
    review reviews          reward rewards            role roles              room rooms
    rose roses              route routes              salary salaries         sale sales
    salesman salesmen       sample samples            scarf scarves           scene scenes
    schedule schedules      schema schemas            school schools          score scores
    search searches         seat seats                secret secrets          selfie selfies
    service services        session sessions          setting settings        shelf shelves
    shift shifts            shoe shoes                shop shops              size sizes
    skill skills            sku skus                  slice slices            specimen specimens
    speech speeches         sponsor sponsors          spouse spouses          stage stages
    status statuses         stomach stomachs          story stories           strategy strategies
    student students        study studies             subscription subscriptions supplier suppliers
    supply supplies         survey surveys            switch switches         tag tags
    task tasks              tax taxes                 taxi taxis              team teams
    template templates      tenant tenants            test tests              thesis theses
    thief thieves           thread threads            ticket tickets          tie ties
    toe toes                tomato tomatoes           tooth teeth             topic topics
    tour tours              toy toys                  transaction transactions transfer transfers
    trial trials            trip trips                truck trucks            tutorial tutorials
    universe universes      university universities   upload uploads          use uses
    user users              vacancy vacancies         valve valves            variable variables
    vehicle vehicles        vendor vendors            venue venues            vertex vertices
    veto vetoes             video videos              virus viruses           visit visits
    voice voices            volcano volcanoes         volume volumes          vote votes
    voucher vouchers        wallet wallets            warehouse warehouses    warranty warranties
    watch watches           wave waves                webhook webhooks        website websites
    wedding weddings        wife wives                wiki wikis              wish wishes
    witness witnesses       wolf wolves               woman women             word words
    workspace workspaces    year years                zombie zombies          zone zones
";

/// Nouns that are the same for one and for many.
const UNCOUNTABLE: &str = "
    advice aircraft analytics data electronics equipment feedback fish furniture hardware information
    infrastructure logistics luggage mathematics media metadata money music news series sheep sms software
    species staff traffic weather
";

fn nouns() -> impl Iterator<Item = (&'static str, &'static str)> {
    let words: Vec<&str> = NOUNS.split_whitespace().collect();
    assert!(words.len().is_multiple_of(2), "each noun stands with its plural");
    words.chunks(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>().into_iter()
}

#[test]
fn each_noun_has_its_singular_and_its_plural() {
    let mut wrong = Vec::new();
    for (one, many) in nouns() {
        let made = [singular(many), singular(one), plural(one)];
        if made != [one, one, many] {
            wrong.push(format!("{one} {many}: {made:?}"));
        }
    }
    assert!(nouns().count() >= 300);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_last_word_changes() {
    assert_eq!(singular("order_items"), "order_item");
    assert_eq!(singular("news_categories"), "news_category");
    assert_eq!(plural("sales_person"), "sales_people");
    assert_eq!(plural("order_status"), "order_statuses");
}

#[test]
fn what_has_no_plural_gets_a_word_for_many_of_them() {
    for noun in UNCOUNTABLE.split_whitespace() {
        assert_eq!((singular(noun).as_str(), plural(noun).as_str()), (noun, noun));
        let entity = Entity::parse(noun).unwrap();
        assert_eq!((entity.one(), entity.many()), (noun, format!("{noun}_items").as_str()));
    }
}

#[test]
fn a_module_tells_the_nouns_of_its_entity() {
    let told = [
        ("articles", "Article", "article", "articles"),
        ("article", "Article", "article", "articles"),
        ("OrderItems", "OrderItem", "order_item", "order_items"),
        ("news", "News", "news", "news_items"),
        ("status", "Status", "status", "statuses"),
        ("statuses", "Status", "status", "statuses"),
        ("series", "Series", "series", "series_items"),
        ("media", "Media", "media", "media_items"),
        ("analytics", "Analytics", "analytics", "analytics_items"),
        ("settings", "Setting", "setting", "settings"),
        ("people", "Person", "person", "people"),
        ("persons", "Person", "person", "persons"),
        ("billing", "Billing", "billing", "billings"),
        ("indexes", "Index", "index", "indexes"),
        ("orders", "Order", "order", "orders"),
        ("users", "User", "user", "users"),
        ("pages", "PageItem", "page_item", "page_items"),
        ("types_of_use", "TypesOfUse", "types_of_use", "types_of_uses"),
        ("objects", "ObjectItem", "object_item", "object_items"),
        ("data", "Data", "data", "data_items"),
        ("x", "X", "x", "xes"),
    ];
    for (module, pascal, one, many) in told {
        let entity = Entity::of(&ModuleName::parse(module).unwrap());
        assert_eq!((entity.pascal(), entity.one(), entity.many()), (pascal, one, many), "{module}");
    }
}
