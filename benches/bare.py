"""The baseline of `api.py`: the same two routes in one file, with no layer and no middleware."""

import datetime as dt
import os
from collections.abc import AsyncGenerator
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Article(Base):
    __tablename__ = "articles"
    __table_args__ = {"schema": "articles"}
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str | None]
    created_at: Mapped[dt.datetime] = mapped_column(sa.DateTime(timezone=True))
    updated_at: Mapped[dt.datetime] = mapped_column(sa.DateTime(timezone=True))
    deleted_at: Mapped[dt.datetime | None] = mapped_column(sa.DateTime(timezone=True))


class ArticleOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: UUID
    created_at: dt.datetime
    updated_at: dt.datetime
    name: str
    description: str | None


class PageOut(BaseModel):
    items: list[ArticleOut]
    total: int
    page: int
    per_page: int


url = sa.make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+asyncpg")
# The pool of the generated application, so that both wait for the same thing.
engine = create_async_engine(url, pool_size=20, max_overflow=0)
open_session = async_sessionmaker(engine, expire_on_commit=False)


async def get_session() -> AsyncGenerator[AsyncSession]:
    async with open_session() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session)]
app = FastAPI()


@app.get("/api/v1/articles/{article_id}")
async def get_article(article_id: UUID, session: SessionDep) -> ArticleOut:
    statement = sa.select(Article).where(Article.id == article_id, Article.deleted_at.is_(None))
    article = (await session.execute(statement)).scalar_one_or_none()
    if article is None:
        raise HTTPException(404)
    return article


@app.get("/api/v1/articles")
async def list_articles(session: SessionDep, page: int = 1, per_page: int = 20) -> PageOut:
    living = Article.deleted_at.is_(None)
    newest = sa.select(Article).where(living).order_by(Article.created_at.desc(), Article.id.desc())
    rows = await session.scalars(newest.limit(per_page).offset((page - 1) * per_page))
    items = [ArticleOut.model_validate(row) for row in rows]
    total = await session.scalar(sa.select(sa.func.count()).select_from(Article).where(living))
    return PageOut(items=items, total=total, page=page, per_page=per_page)
